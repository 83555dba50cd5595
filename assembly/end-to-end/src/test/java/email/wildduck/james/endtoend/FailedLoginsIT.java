package email.wildduck.james.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import email.wildduck.james.endtoend.wildduck.ApiRefusal;
import email.wildduck.james.endtoend.wildduck.ImapClient;
import email.wildduck.james.endtoend.wildduck.WildDuckUser;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Failed logins are counted together, wherever they were tried. */
@ExtendWith(SharedMailSuite.class)
class FailedLoginsIT {
  private static final int ALLOWED = 12;

  private final MailSuite suite;

  FailedLoginsIT(MailSuite suite) {
    this.suite = suite;
  }

  @Test
  void wildDuckRefusesTheRightPasswordWhenTheFailuresWereHere() throws Exception {
    WildDuckUser user = suite.api().createUser();
    assertThat(imapLogin(user, user.password())).isTrue();

    failHere(user, ALLOWED);

    assertThat(imapLogin(user, user.password())).isFalse();
    assertThat(refusal(user).code()).isEqualTo("RateLimitedError");
  }

  @Test
  void theServerRefusesTheRightPasswordWhenTheFailuresWereInImap() throws Exception {
    WildDuckUser user = suite.api().createUser();

    failInImap(user, ALLOWED);

    assertThat(suite.server().login(user.username(), user.password())).isEqualTo(454);
  }

  @Test
  void failuresAreAddedUpWhenTheyWereInBoth() throws Exception {
    WildDuckUser user = suite.api().createUser();

    failHere(user, ALLOWED / 2);
    failInImap(user, ALLOWED - ALLOWED / 2);

    assertThat(refusal(user).code()).isEqualTo("RateLimitedError");
    assertThat(suite.server().login(user.username(), user.password())).isEqualTo(454);
  }

  @Test
  void theCountStartsAnewWhenALoginWasGood() throws Exception {
    WildDuckUser user = suite.api().createUser();

    failHere(user, ALLOWED - 1);
    assertThat(imapLogin(user, user.password())).isTrue();
    failHere(user, ALLOWED - 1);
    assertThat(suite.server().login(user.username(), user.password())).isEqualTo(235);
    failHere(user, ALLOWED - 1);

    assertThat(imapLogin(user, user.password())).isTrue();
  }

  private void failHere(WildDuckUser user, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      assertThat(suite.server().login(user.username(), "wrong")).isEqualTo(535);
    }
  }

  private void failInImap(WildDuckUser user, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      assertThat(imapLogin(user, "wrong")).isFalse();
    }
  }

  private boolean imapLogin(WildDuckUser user, String password) throws IOException {
    try (ImapClient client = suite.wildDuck().imap()) {
      return client.login(user.username(), password);
    }
  }

  private ApiRefusal refusal(WildDuckUser user) {
    return catchThrowableOfType(
        ApiRefusal.class, () -> suite.api().authenticate(user.username(), user.password()));
  }
}
