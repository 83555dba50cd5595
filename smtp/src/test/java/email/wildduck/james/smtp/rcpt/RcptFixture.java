package email.wildduck.james.smtp.rcpt;

import com.mongodb.client.MongoCollection;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.TestRedis;
import email.wildduck.james.core.from.SenderAccounts;
import email.wildduck.james.core.limits.DailyRecipientLimit;
import email.wildduck.james.core.limits.RedisRecipientCounter;
import email.wildduck.james.core.settings.Settings;
import email.wildduck.james.smtp.TestClients;
import email.wildduck.james.smtp.TestTransport;
import email.wildduck.james.smtp.account.SessionAccounts;
import email.wildduck.james.smtp.auth.TestSubmissionUsers;
import email.wildduck.james.smtp.reply.Refusals;
import io.lettuce.core.api.sync.RedisCommands;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.bson.Document;
import org.bson.types.ObjectId;

/** A user, alice, who is logged in, and the hooks of MAIL and RCPT in their order. */
final class RcptFixture implements AutoCloseable {
  final ObjectId alice = new ObjectId();
  final MaybeSender sender = sender();

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final TestMongo mongo = TestMongo.start();
  private final TestRedis redis = TestRedis.start();
  private final SMTPSession session = TestTransport.encryptedSession(TestClients.IPV4);
  private final Settings settings =
      new Settings(mongo.database(), Clock.systemUTC(), Duration.ZERO);
  private final SessionAccounts accounts =
      new SessionAccounts(new SenderAccounts(mongo.database(), Clock.systemUTC()));
  private final RecipientsPerMessageHook perMessage;
  private final DailyLimitHook daily;
  private final AcceptedRecipientHook accepted;

  RcptFixture(long limit) {
    collection("users").insertOne(new Document("_id", alice).append("recipients", limit));
    TestSubmissionUsers.logIn(session, alice);
    Refusals refusals = new Refusals(registry);
    RecipientMetrics metrics = new RecipientMetrics(registry);
    perMessage = new RecipientsPerMessageHook(settings, refusals, metrics);
    daily =
        new DailyLimitHook(
            accounts,
            new DailyRecipientLimit(new RedisRecipientCounter(redis()), settings, 0),
            refusals,
            metrics);
    accepted = new AcceptedRecipientHook(metrics);
  }

  RedisCommands<String, String> redis() {
    return redis.commands();
  }

  String counter() {
    return "wdr:" + alice.toHexString();
  }

  void limitTo(long recipients) {
    collection("users")
        .replaceOne(new Document("_id", alice), new Document("recipients", recipients));
  }

  void set(String setting, String value) {
    collection("settings").deleteMany(new Document("key", setting));
    collection("settings").insertOne(new Document("key", setting).append("value", value));
  }

  /** MAIL in a new transaction; the reply, or 250. */
  String mail() {
    session.resetState();
    // as the hook before it does
    accounts.read(session);
    return reply(daily.doMail(session, sender));
  }

  /** RCPT; the reply, or 250. */
  String rcpt(String address) throws Exception {
    MailAddress recipient = new MailAddress(address);
    for (HookResult result :
        List.of(
            perMessage.doRcpt(session, sender, recipient),
            daily.doRcpt(session, sender, recipient))) {
      if (!result.equals(HookResult.DECLINED)) {
        return reply(result);
      }
    }
    String reply = reply(accepted.doRcpt(session, sender, recipient));
    List<MailAddress> recipients = new ArrayList<>(recipients());
    recipients.add(recipient);
    session.setAttachment(SMTPSession.RCPT_LIST, recipients, State.Transaction);
    return reply;
  }

  List<MailAddress> recipients() {
    return session.getAttachment(SMTPSession.RCPT_LIST, State.Transaction).orElse(List.of());
  }

  @Override
  public void close() {
    redis.commands().del(counter());
    redis.close();
    mongo.close();
  }

  private MongoCollection<Document> collection(String name) {
    return mongo.database().getCollection(name);
  }

  private static String reply(HookResult result) {
    return result.equals(HookResult.DECLINED)
        ? "250"
        : result.getSmtpRetCode() + " " + result.getSmtpDescription();
  }

  private static MaybeSender sender() {
    try {
      return MaybeSender.of(new MailAddress("alice@example.com"));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
