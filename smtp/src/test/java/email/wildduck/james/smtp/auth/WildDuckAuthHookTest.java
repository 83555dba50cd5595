package email.wildduck.james.smtp.auth;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.smtp.TestClients;
import email.wildduck.james.smtp.TestTransport;
import email.wildduck.james.smtp.reply.Refusals;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.UUID;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WildDuckAuthHookTest {
  private final TestUsers users = new TestUsers();
  private final SMTPSession session = TestTransport.encryptedSession(TestClients.IPV4);
  private final String name = "alice" + UUID.randomUUID().toString().replace("-", "");

  @AfterEach
  void close() {
    users.close();
  }

  @Test
  void sessionBelongsToTheUserWhenThePasswordIsRight() {
    ObjectId alice = users.add(name, new Document());
    String address = name + "@example.com";
    users.addAddress(address, alice);

    HookResult result = users.hook().doAuth(session, Username.of(address), TestUsers.PASSWORD);

    assertReply(result, HookReturnCode.ok(), "235", "2.7.0 Authentication successful");
    SubmissionUser user = session.getAttachment(SubmissionUser.KEY, State.Connection).orElseThrow();
    assertThat(user.userId()).isEqualTo(alice.toHexString());
    assertThat(user.username()).isEqualTo(name);
    assertThat(user.authenticatedSender()).isEqualTo(name + "[" + address + "]");
    assertThat(session.isRelayingAllowed()).isTrue();
  }

  @Test
  void nobodyIsLoggedInWhenThePasswordIsWrong() {
    users.add(name, new Document());

    HookResult result = users.hook().doAuth(session, Username.of(name), "wrong");

    assertReply(result, HookReturnCode.deny(), "535", "5.7.8 Authentication failed");
    assertNobodyIsLoggedIn();
  }

  @Test
  void replyIsThatOfAWrongPasswordWhenTheUserIsUnknownOrDisabled() {
    users.add(name, new Document("disabled", true));

    for (String login : new String[] {name, "nobody" + name}) {
      HookResult result = users.hook().doAuth(session, Username.of(login), TestUsers.PASSWORD);
      assertReply(result, HookReturnCode.deny(), "535", "5.7.8 Authentication failed");
    }
    assertNobodyIsLoggedIn();
  }

  @Test
  void replyIsTemporaryWhenMongoIsAway() {
    try (UnreachableMongo away = new UnreachableMongo()) {
      assertCannotBeChecked(
          users.hookOn(away.database()).doAuth(session, Username.of(name), TestUsers.PASSWORD));
    }
  }

  @Test
  void replyIsTemporaryWhenRedisIsAway() {
    users.add(name, new Document());

    assertCannotBeChecked(
        users.hookWithoutRedis().doAuth(session, Username.of(name), TestUsers.PASSWORD));
  }

  @Test
  void nothingIsAskedWhenTheConnectionHasNoTls() {
    SMTPSession plain = TestTransport.plainSession(TestClients.IPV4);
    users.add(name, new Document());

    HookResult result =
        users.hookWithoutRedis().doAuth(plain, Username.of(name), TestUsers.PASSWORD);

    assertReply(
        result, HookReturnCode.deny(), "538", "5.7.11 Encryption required, use STARTTLS first");
    assertThat(plain.getAttachment(SubmissionUser.KEY, State.Connection)).isEmpty();
  }

  @Test
  void connectionIsClosedWhenTooManyLoginsHaveFailed() {
    users.add(name, new Document());
    WildDuckAuthHook hook = users.hook();
    for (int i = 1; i < TestUsers.MAX_FAILURES; i++) {
      assertThat(hook.doAuth(session, Username.of(name), "wrong").getSmtpRetCode())
          .isEqualTo("535");
    }

    HookResult last = hook.doAuth(session, Username.of(name), "wrong");

    assertThat(last.getResult().isDisconnected()).isTrue();
    assertThat(last.getSmtpRetCode()).isEqualTo("421");
    assertThat(last.getSmtpDescription()).startsWith("4.7.0 ");
  }

  @Test
  void delegationAndTokensAreRefused() {
    users.add(name, new Document());
    WildDuckAuthHook hook = users.hook();

    for (HookResult result :
        new HookResult[] {
          hook.doDelegation(session, Username.of(name)), hook.doSasl(session, null, "token")
        }) {
      assertReply(result, HookReturnCode.deny(), "535", "5.7.8 Authentication failed");
    }
    assertNobodyIsLoggedIn();
  }

  @Test
  void mailIsRefusedUntilAUserHasLoggedIn() {
    users.add(name, new Document());
    AuthenticationRequiredHook required =
        new AuthenticationRequiredHook(new Refusals(new PrometheusRegistry()));
    MaybeSender sender = MaybeSender.nullSender();

    assertReply(
        required.doMail(session, sender),
        HookReturnCode.deny(),
        "530",
        "5.7.0 Authentication required");
    users.hook().doAuth(session, Username.of(name), TestUsers.PASSWORD);
    assertThat(required.doMail(session, sender)).isEqualTo(HookResult.DECLINED);
  }

  private void assertCannotBeChecked(HookResult result) {
    assertReply(result, HookReturnCode.denySoft(), "454", "4.7.0 Temporary authentication failure");
    assertNobodyIsLoggedIn();
  }

  private void assertNobodyIsLoggedIn() {
    assertThat(session.getAttachment(SubmissionUser.KEY, State.Connection)).isEmpty();
    assertThat(session.getUsername()).isNull();
    assertThat(session.isRelayingAllowed()).isFalse();
  }

  private static void assertReply(
      HookResult result, HookReturnCode action, String code, String description) {
    assertThat(result.getResult()).isEqualTo(action);
    assertThat(result.getSmtpRetCode()).isEqualTo(code);
    assertThat(result.getSmtpDescription()).isEqualTo(description);
  }
}
