package email.wildduck.james.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.bson.Document;

class AuthenticatorProperties {
  private static AccountStores stores;

  @BeforeContainer
  static void start() {
    stores = new AccountStores();
    stores.addUser("alice", new Document());
  }

  @AfterContainer
  static void stop() {
    stores.close();
  }

  @Property(tries = 200)
  void anyNameAndPasswordIsRefusedAndNeverThrows(
      @ForAll @From("names") String name, @ForAll String password) {
    AuthenticationOutcome outcome =
        stores.authenticator().authenticate(LoginAttempt.of(name, password, AccountStores.IP));
    assertThat(outcome.isAccepted()).isFalse();
    assertThat(outcome.refusal()).isPresent();
  }

  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> parts =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(20),
            Arbitraries.of("alice", "@", "xn--", "$where", "{\"$gt\":\"\"}", "*", "+", "."));
    return Combinators.combine(parts, Arbitraries.of("", "@"), parts)
        .as((local, at, domain) -> local + at + domain);
  }
}
