package email.wildduck.james.smtp.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.TestRedis;
import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.event.RecordedEvents;
import email.wildduck.james.core.from.SenderAccounts;
import email.wildduck.james.core.limits.DailyRecipientLimit;
import email.wildduck.james.core.limits.RedisRecipientCounter;
import email.wildduck.james.core.settings.Settings;
import email.wildduck.james.smtp.TestClients;
import email.wildduck.james.smtp.TestTransport;
import email.wildduck.james.smtp.account.SessionAccounts;
import email.wildduck.james.smtp.auth.TestSubmissionUsers;
import email.wildduck.james.smtp.reply.Refusals;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.commons.configuration2.BaseConfiguration;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.server.core.MailImpl;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueMessageHookTest {
  private final SmtpException tooBig =
      new SmtpException(SmtpReply.of(552, "5.3.4", "Message header too big"));

  private final RecordedEvents events = new RecordedEvents();
  private final FakeSpool spool = new FakeSpool();
  private final TestMongo mongo = TestMongo.start();
  private final TestRedis redis = TestRedis.start();
  private final ObjectId alice = new ObjectId();
  private final QueueMessageHook hook =
      new QueueMessageHook(
          spool,
          new SessionAccounts(new SenderAccounts(mongo.database(), Clock.systemUTC())),
          limit(),
          new Refusals(new PrometheusRegistry()),
          events);
  private final SMTPSession session = TestTransport.encryptedSession(TestClients.IPV4);
  private final MailImpl mail;

  QueueMessageHookTest() throws Exception {
    mail =
        MailImpl.builder()
            .name("19a1b2c3d4e00012f3")
            .addRecipients("bob@example.org", "carol@example.org")
            .build();
  }

  @BeforeEach
  void start() {
    hook.init(new BaseConfiguration());
    TestSubmissionUsers.logIn(session, alice);
    mongo
        .database()
        .getCollection("users")
        .insertOne(new Document("_id", alice).append("recipients", 3));
  }

  @AfterEach
  void close() {
    redis.close();
    mongo.close();
  }

  @Test
  void replyNamesTheQueueIdWhenTheMessageIsQueued() {
    assertReply(
        hook.onMessage(session, mail),
        HookReturnCode.ok(),
        "250",
        "2.0.0 Message queued as 19a1b2c3d4e00012f3");
    assertThat(spool.queued).containsExactly(mail);
    assertThat(counted()).isEqualTo("2");
    assertThat(events.told()).hasSize(1);
    Event queued = events.told().get(0);
    assertThat(queued.word()).isEqualTo("QUEUED");
    assertThat(queued.queueId()).isEqualTo("19a1b2c3d4e00012f3");
    assertThat(queued.facts()).containsEntry("to", "bob@example.org,carol@example.org");
  }

  @Test
  void messageIsNotQueuedWhenItsRecipientsWouldPassTheDailyLimit() {
    hook.onMessage(session, mail);

    HookResult result = hook.onMessage(session, mail);

    assertThat(result.getResult()).isEqualTo(HookReturnCode.deny());
    assertThat(result.getSmtpRetCode()).isEqualTo("550");
    assertThat(result.getSmtpDescription()).startsWith("5.7.1 ");
    assertThat(spool.queued).hasSize(1);
    assertThat(counted()).isEqualTo("2");
  }

  @Test
  void messageIsRefusedWhenItsUserWasDisabledMeanwhile() {
    mongo
        .database()
        .getCollection("users")
        .updateOne(Filters.eq("_id", alice), Updates.set("disabled", true));

    assertReply(
        hook.onMessage(session, mail),
        HookReturnCode.deny(),
        "550",
        "5.7.1 User \"alice\" is currently disabled");
    assertThat(spool.queued).isEmpty();
    assertThat(counted()).isNull();
  }

  @Test
  void messageIsRefusedWhenNobodyHasLoggedIn() {
    SMTPSession nobody = TestTransport.encryptedSession(TestClients.IPV4);

    assertReply(
        hook.onMessage(nobody, mail), HookReturnCode.deny(), "550", "5.7.1 Insufficient user info");
    assertThat(spool.queued).isEmpty();
  }

  @Test
  void replyIsThatOfTheFailureWhenTheQueueSaysWhy() {
    spool.failure = Optional.of(tooBig);

    assertReply(
        hook.onMessage(session, mail),
        HookReturnCode.deny(),
        "552",
        "5.3.4 Message header too big");
    assertThat(events.told().get(0).word()).isEqualTo("NOQUEUE");
    assertThat(events.told().get(0).facts())
        .containsEntry("response", "552 5.3.4 Message header too big");
  }

  @Test
  void replyIsThatOfTheCauseWhenTheQueueWrapsIt() {
    spool.failure = Optional.of(new MailQueueException("not queued", tooBig));

    assertReply(
        hook.onMessage(session, mail),
        HookReturnCode.deny(),
        "552",
        "5.3.4 Message header too big");
  }

  @Test
  void replyIsTemporaryWhenTheQueueFailsForAnyOtherReason() {
    for (Exception failure :
        new Exception[] {new MailQueueException("no"), new IllegalStateException("no")}) {
      spool.failure = Optional.of(failure);

      assertReply(
          hook.onMessage(session, mail),
          HookReturnCode.denySoft(),
          "451",
          "4.3.0 Temporary failure, please try again later");
    }
    assertThat(spool.queued).isEmpty();
    assertThat(counted()).isIn(null, "0");
  }

  @Test
  void spoolIsClosedAtTheEnd() {
    hook.destroy();

    assertThat(spool.closed).isTrue();
  }

  private DailyRecipientLimit limit() {
    return new DailyRecipientLimit(
        new RedisRecipientCounter(redis.commands()),
        new Settings(mongo.database(), Clock.systemUTC(), Duration.ofSeconds(10)),
        0);
  }

  private String counted() {
    return redis.commands().get("wdr:" + alice.toHexString());
  }

  private static void assertReply(
      HookResult result, HookReturnCode action, String code, String description) {
    assertThat(result.getResult()).isEqualTo(action);
    assertThat(result.getSmtpRetCode()).isEqualTo(code);
    assertThat(result.getSmtpDescription()).isEqualTo(description);
  }
}
