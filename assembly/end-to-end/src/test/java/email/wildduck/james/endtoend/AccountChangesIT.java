package email.wildduck.james.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.endtoend.wildduck.WildDuckUser;
import email.wildduck.james.endtoend.wildduck.WildDuckUser.ApplicationPassword;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an administrator changes in WildDuck counts here at once. */
@ExtendWith(SharedMailSuite.class)
class AccountChangesIT {
  private static final int YES = 235;
  private static final int NO = 535;

  private final MailSuite suite;
  private final SubmissionServer server;

  AccountChangesIT(MailSuite suite) {
    this.suite = suite;
    this.server = suite.server();
  }

  @Test
  void onlyTheNewPasswordIsGoodWhenItWasChanged() throws Exception {
    WildDuckUser user = userThatHasLoggedIn();

    user.update(Map.of("password", "another password"));

    assertThat(server.login(user.username(), user.password())).isEqualTo(NO);
    assertThat(server.login(user.username(), "another password")).isEqualTo(YES);
  }

  @Test
  void noLoginIsAllowedWhileAnAccountIsDisabled() throws Exception {
    assertRefusedWhile(Map.of("disabled", true), Map.of("disabled", false));
  }

  @Test
  void noLoginIsAllowedWhileAnAccountIsSuspended() throws Exception {
    assertRefusedWhile(Map.of("suspended", true), Map.of("suspended", false));
  }

  @Test
  void noLoginIsAllowedWhileSmtpIsDisabled() throws Exception {
    assertRefusedWhile(
        Map.of("disabledScopes", List.of("smtp")), Map.of("disabledScopes", List.of()));
  }

  @Test
  void smtpStaysAllowedWhenImapIsDisabled() throws Exception {
    WildDuckUser user = userThatHasLoggedIn();

    user.update(Map.of("disabledScopes", List.of("imap", "pop3")));

    assertThat(server.login(user.username(), user.password())).isEqualTo(YES);
  }

  @Test
  void noLoginIsAllowedWhenTheUserWasDeleted() throws Exception {
    WildDuckUser user = userThatHasLoggedIn();

    user.delete();

    assertThat(server.login(user.username(), user.password())).isEqualTo(NO);
    assertThat(server.login(user.address(), user.password())).isEqualTo(NO);
  }

  @Test
  void anApplicationPasswordIsRefusedWhenItWasDeleted() throws Exception {
    WildDuckUser user = suite.api().createUser();
    ApplicationPassword asp = user.createApplicationPassword("smtp");
    assertThat(server.login(user.username(), asp.password())).isEqualTo(YES);

    user.deleteApplicationPassword(asp.id());

    assertThat(server.login(user.username(), asp.password())).isEqualTo(NO);
    assertThat(server.login(user.username(), user.password())).isEqualTo(YES);
  }

  @Test
  void anOpenConnectionSendsNothingWhenTheAccountWasDisabled() throws Exception {
    WildDuckUser user = suite.api().createUser();
    Submission submission = new Submission(server);
    try (SmtpClient client = submission.login(user)) {
      assertThat(submission.send(client, user.address(), Submission.recipient()).code())
          .isEqualTo(250);

      user.update(Map.of("disabled", true));

      assertThat(submission.send(client, user.address(), Submission.recipient()).code())
          .isEqualTo(550);
    }
  }

  private void assertRefusedWhile(Map<String, ?> change, Map<String, ?> back) throws Exception {
    WildDuckUser user = userThatHasLoggedIn();
    ApplicationPassword asp = user.createApplicationPassword("smtp");

    user.update(change);
    assertThat(server.login(user.username(), user.password())).isEqualTo(NO);
    assertThat(server.login(user.username(), asp.password())).isEqualTo(NO);

    user.update(back);
    assertThat(server.login(user.username(), user.password())).isEqualTo(YES);
    assertThat(server.login(user.username(), asp.password())).isEqualTo(YES);
  }

  private WildDuckUser userThatHasLoggedIn() throws Exception {
    WildDuckUser user = suite.api().createUser();
    assertThat(server.login(user.username(), user.password())).isEqualTo(YES);
    return user;
  }
}
