package email.wildduck.james.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.api.WildDuckApi;
import email.wildduck.james.core.audit.AuditCopies;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.sent.SentCopies;
import email.wildduck.james.core.store.MongoStore;
import email.wildduck.james.embedded.MongoForTest;
import email.wildduck.james.embedded.TestStores;
import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.mail.Submission;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@link CopyToSent} and {@link StoreAudit}, without anybody who stores the copies. */
class CopiesTest {
  private static final String ALICE = "alice@example.com";
  private static final String MESSAGE =
      "Message-ID: <1@example.com>\r\nFrom: " + ALICE + "\r\nSubject: x\r\n\r\nHi \u00e9\r\n";
  private static final Instant TIME = Instant.parse("2026-11-23T15:59:22.498Z");

  private final MongoForTest mongo = TestStores.newMongo();
  private final MongoClient client = MongoClients.create(mongo.uri());
  private final MongoDatabase database = client.getDatabase(mongo.databaseName());
  private final WildDuckConfiguration configuration =
      TestConfiguration.on(mongo, "<api><url>http://127.0.0.1:1</url></api>");
  private final MongoStore store = MongoStore.open(configuration.mongo());
  private final ObjectId alice = new ObjectId();

  @BeforeEach
  void storeAlice() {
    database
        .getCollection("users")
        .insertOne(new Document("_id", alice).append("uploadSentMessages", true));
    database
        .getCollection("audits")
        .insertOne(
            new Document("user", alice)
                .append("expires", Date.from(Instant.now().plusSeconds(3600))));
  }

  @AfterEach
  void close() {
    store.close();
    client.close();
    mongo.close();
  }

  @Test
  void aSubmittedMessageIsNotedWithEverythingThatIsKnownAboutIt() throws Exception {
    copyToSent().service(submitted(ALICE));

    Document metadata = waiting().get("metadata", Document.class);
    assertThat(waiting().getString("filename")).isEqualTo("19a1b2c3d4e00012f3");
    assertThat(metadata.getObjectId("user")).isEqualTo(alice);
    assertThat(metadata.getString("messageId")).isEqualTo("<1@example.com>");
    assertThat(metadata.get("info"))
        .isEqualTo(
            new Document("source", "SMTP")
                .append("queueId", "19a1b2c3d4e00012f3")
                .append("from", ALICE)
                .append("to", List.of("bob@example.net", "carol@example.net"))
                .append("origin", "192.0.2.7")
                .append("originhost", "[192.0.2.7]")
                .append("transhost", "laptop")
                .append("transtype", "ESMTPSA")
                .append("time", Date.from(TIME)));
    assertThat(waiting().getLong("length"))
        .isEqualTo(("Return-Path: " + ALICE + "\r\n" + MESSAGE).length());
  }

  @Test
  void anAuditedMessageIsInTheAuditWhenTheMailetIsDone() throws Exception {
    storeAudit().service(submitted(ALICE));

    Document metadata =
        database.getCollection("audit.files").find().first().get("metadata", Document.class);
    assertThat(metadata.getString("msgid")).isEqualTo("<1@example.com>");
    assertThat(metadata.get("info", Document.class).getString("queueId"))
        .isEqualTo("19a1b2c3d4e00012f3");
  }

  @Test
  void theMessageStaysAsItIs() throws Exception {
    MailImpl mail = submitted(ALICE);

    copyToSent().service(mail);
    storeAudit().service(mail);

    assertThat(TestMails.text(mail)).isEqualTo(MESSAGE);
    assertThat(mail.getState()).isEqualTo(Mail.DEFAULT);
  }

  @Test
  void aBounceIsNeitherCopiedNorAudited() throws Exception {
    MailImpl bounce = submitted("");

    copyToSent().service(bounce);
    storeAudit().service(bounce);

    assertNothingIsKept();
  }

  @Test
  void whatDidNotComeThroughTheFrontDoorIsNeitherCopiedNorAudited() throws Exception {
    MailImpl mail = TestMails.mail(ALICE, MESSAGE, "bob@example.net");

    copyToSent().service(mail);
    storeAudit().service(mail);

    assertNothingIsKept();
  }

  @Test
  void nothingIsCopiedWhenCopiesAreSwitchedOff() throws Exception {
    new CopyToSent(Optional.empty()).service(submitted(ALICE));

    assertNothingIsKept();
  }

  @Test
  void aDatabaseThatIsAwayThrowsSoThatTheMessageIsTriedAgain() throws Exception {
    MailImpl mail = submitted(ALICE);
    SentCopies copies = copies();
    store.close();

    assertThatThrownBy(() -> new CopyToSent(Optional.of(copies)).service(mail))
        .isInstanceOf(MessagingException.class)
        .hasCauseInstanceOf(TemporaryFailureException.class);
    try (UnreachableMongo away = new UnreachableMongo()) {
      StoreAudit mailet =
          new StoreAudit(
              new AuditCopies(
                  away.database(), away.database(), new PrometheusRegistry(), Clock.systemUTC()));
      assertThatThrownBy(() -> mailet.service(mail))
          .isInstanceOf(MessagingException.class)
          .hasCauseInstanceOf(TemporaryFailureException.class);
    }
  }

  private void assertNothingIsKept() {
    assertThat(database.getCollection("wildduckjames.sent.files").countDocuments()).isZero();
    assertThat(database.getCollection("audit.files").countDocuments()).isZero();
  }

  private Document waiting() {
    return database.getCollection("wildduckjames.sent.files").find().first();
  }

  private CopyToSent copyToSent() {
    return new CopyToSent(Optional.of(copies()));
  }

  private SentCopies copies() {
    return SentCopies.on(
        store,
        configuration.sent(),
        new WildDuckApi(configuration.api()),
        new PrometheusRegistry(),
        Clock.systemUTC());
  }

  private StoreAudit storeAudit() {
    return new StoreAudit(
        new AuditCopies(store.main(), store.gridfs(), new PrometheusRegistry(), Clock.systemUTC()));
  }

  private MailImpl submitted(String sender) throws Exception {
    MailImpl mail = TestMails.mail(sender, MESSAGE, "bob@example.net", "carol@example.net");
    new Submission(mail.getName(), alice.toHexString(), "alice", "alice").writeTo(mail);
    new Reception("192.0.2.7", "laptop", "ESMTPSA", TIME, "sess1", "submission").writeTo(mail);
    return mail;
  }
}
