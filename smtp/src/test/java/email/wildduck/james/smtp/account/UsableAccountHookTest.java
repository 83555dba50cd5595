package email.wildduck.james.smtp.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.address.AddressResolver;
import email.wildduck.james.core.from.FromEnforcement;
import email.wildduck.james.core.from.OwnedAddresses;
import email.wildduck.james.core.from.SenderAccounts;
import email.wildduck.james.smtp.TestClients;
import email.wildduck.james.smtp.TestTransport;
import email.wildduck.james.smtp.auth.TestSubmissionUsers;
import email.wildduck.james.smtp.reply.Refusals;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsableAccountHookTest {
  private final TestMongo mongo = TestMongo.start();
  private final MutableClock clock = new MutableClock("2026-11-23T15:54:43Z");
  private final SMTPSession session = TestTransport.encryptedSession(TestClients.IPV4);
  private final ObjectId alice = new ObjectId();
  private final MaybeSender own;
  private final MailAddress recipient;
  private UsableAccountHook hook;

  UsableAccountHookTest() throws Exception {
    own = MaybeSender.of(new MailAddress("alice@example.com"));
    recipient = new MailAddress("bob@example.net");
  }

  @BeforeEach
  void storeAlice() {
    users().insertOne(new Document("_id", alice).append("address", "alice@example.com"));
    TestSubmissionUsers.logIn(session, alice);
    hook = hookOn(mongo.database());
  }

  @AfterEach
  void close() {
    mongo.close();
  }

  @Test
  void userInGoodStandingMaySend() {
    assertThat(hook.doMail(session, own)).isEqualTo(HookResult.DECLINED);
    assertThat(hook.doRcpt(session, own, recipient)).isEqualTo(HookResult.DECLINED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"disabled", "suspended"})
  void mailIsRefusedWhenTheAccountMayNotBeUsed(String field) {
    set(field, true);

    assertReply(hook.doMail(session, own), "550", "5.7.1 User \"alice\" is currently disabled");
  }

  @Test
  void mailIsRefusedWhenTheAccountIsGone() {
    users().deleteOne(new Document("_id", alice));

    assertReply(hook.doMail(session, own), "550", "5.7.1 User \"alice\" was not found");
  }

  @Test
  void mailIsRefusedWhenNobodyHasLoggedIn() {
    SMTPSession nobody = TestTransport.encryptedSession(TestClients.IPV4);

    assertReply(hook.doMail(nobody, own), "550", "5.7.1 Insufficient user info");
    assertReply(hook.doRcpt(nobody, own, recipient), "550", "5.7.1 Insufficient user info");
  }

  @Test
  void replyIsTemporaryWhenMongoIsAway() {
    try (UnreachableMongo away = new UnreachableMongo()) {
      assertReply(
          hookOn(away.database()).doMail(session, own),
          "451",
          "4.3.0 Temporary failure, please try again later");
    }
  }

  @Test
  void accountIsReadAgainAtRcptOnceASecond() {
    hook.doMail(session, own);
    set("disabled", true);
    assertThat(hook.doRcpt(session, own, recipient)).isEqualTo(HookResult.DECLINED);

    clock.advance(Duration.ofMillis(1001));
    assertReply(
        hook.doRcpt(session, own, recipient), "550", "5.7.1 User \"alice\" is currently disabled");
    set("disabled", false);
    assertThat(hook.doRcpt(session, own, recipient)).isEqualTo(HookResult.DECLINED);
  }

  @Test
  void accountIsReadAgainAtEveryMail() {
    hook.doMail(session, own);
    set("suspended", true);

    assertThat(hook.doMail(session, own).getSmtpRetCode()).isEqualTo("550");
  }

  @Test
  void accountIsReadAgainWhenTheClockWasPutBack() {
    hook.doMail(session, own);
    set("disabled", true);
    clock.advance(Duration.ofMinutes(-5));

    assertThat(hook.doRcpt(session, own, recipient).getSmtpRetCode()).isEqualTo("550");
  }

  @Test
  void foreignSenderIsRefusedOnlyWhenThereIsNoMainAddressToTakeItsPlace() throws Exception {
    MaybeSender foreign = MaybeSender.of(new MailAddress("boss@example.net"));
    assertThat(hook.doMail(session, foreign)).isEqualTo(HookResult.DECLINED);

    set("address", "");
    String reply = "5.7.1 Sender address rejected: the account has no address of its own";
    assertReply(hook.doMail(session, foreign), "550", reply);
    assertReply(hook.doMail(session, MaybeSender.nullSender()), "550", reply);
  }

  @Test
  void aliasIsGoodEnoughWhenThereIsNoMainAddress() {
    set("address", "");
    mongo
        .database()
        .getCollection("addresses")
        .insertOne(
            new Document("address", "alice@example.com")
                .append("addrview", "alice@example.com")
                .append("user", alice));

    assertThat(hook.doMail(session, own)).isEqualTo(HookResult.DECLINED);
  }

  private MongoCollection<Document> users() {
    return mongo.database().getCollection("users");
  }

  private void set(String field, Object value) {
    users().updateOne(new Document("_id", alice), Updates.set(field, value));
  }

  private UsableAccountHook hookOn(MongoDatabase users) {
    return new UsableAccountHook(
        new SessionAccounts(new SenderAccounts(users, clock)),
        new FromEnforcement(new OwnedAddresses(AddressResolver.on(users))),
        new Refusals(new PrometheusRegistry()));
  }

  private static void assertReply(HookResult result, String code, String description) {
    assertThat(result.getSmtpRetCode()).isEqualTo(code);
    assertThat(result.getSmtpDescription()).isEqualTo(description);
  }
}
