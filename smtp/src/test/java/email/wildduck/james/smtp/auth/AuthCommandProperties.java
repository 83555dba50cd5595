package email.wildduck.james.smtp.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;

class AuthCommandProperties {

  @Property
  void anyLineIsAnAnswerOrNoneAndNeverThrows(@ForAll String line) {
    for (Mechanism mechanism : Mechanism.values()) {
      AuthExchange.begin(mechanism)
          .answered(line)
          .filter(AuthExchange::isComplete)
          .ifPresent(
              exchange ->
                  exchange
                      .credentials()
                      .ifPresent(
                          c ->
                              assertThat(c.name().chars().noneMatch(Character::isISOControl))
                                  .isTrue()));
    }
  }

  @Property
  void whatWasSentIsWhatIsRead(
      @ForAll @CharRange(from = '!', to = '~') String name,
      @ForAll @CharRange(from = ' ', to = '\uD7FF') String password) {
    Credentials plain =
        Credentials.ofPlain(List.of(("\0" + name + "\0" + password).getBytes(UTF_8))).orElseThrow();
    assertThat(plain.name()).isEqualTo(name);
    assertThat(plain.password()).isEqualTo(password);

    AuthExchange login = AuthExchange.begin(Mechanism.LOGIN);
    for (String answer : new String[] {name, password}) {
      login =
          login.answered(Base64.getEncoder().encodeToString(answer.getBytes(UTF_8))).orElseThrow();
    }
    Credentials read = login.credentials().orElseThrow();
    assertThat(read.name()).isEqualTo(name);
    assertThat(read.password()).isEqualTo(password);
  }
}
