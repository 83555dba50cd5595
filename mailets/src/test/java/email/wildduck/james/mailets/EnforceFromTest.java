package email.wildduck.james.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.address.AddressResolver;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.from.FromEnforcement;
import email.wildduck.james.core.from.OwnedAddresses;
import email.wildduck.james.core.from.RewriteReport;
import email.wildduck.james.core.from.SenderAccounts;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.Submission;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnforceFromTest {
  private static final String ALICE = "alice@example.com";
  private static final String FOREIGN = "boss@example.net";

  private final TestMongo mongo = TestMongo.start();
  private final RewriteReport report = new RewriteReport(new PrometheusRegistry());
  private ObjectId alice;

  @BeforeEach
  void storeAlice() {
    alice = store(new Document("username", "alice").append("address", ALICE));
    own(ALICE);
  }

  @AfterEach
  void close() {
    mongo.close();
  }

  @Test
  void everyByteStaysWhenTheAddressIsTheUsersOwn() throws Exception {
    String message = message("=?odd?= \u00e9\u00ff <" + ALICE + ">");
    MailImpl mail = submitted(ALICE, message);

    enforceFrom(mongo.database()).service(mail);

    assertThat(TestMails.text(mail)).isEqualTo(message);
    assertThat(mail.getMaybeSender().asString()).isEqualTo(ALICE);
    assertThat(mail.getState()).isEqualTo(Mail.DEFAULT);
  }

  @Test
  void everyByteStaysWhenTheAddressIsAnAliasOfTheUser() throws Exception {
    own("sales@example.com");
    String message = message("Sales <sales@example.com>");
    MailImpl mail = submitted("sales@example.com", message);

    enforceFrom(mongo.database()).service(mail);

    assertThat(TestMails.text(mail)).isEqualTo(message);
    assertThat(mail.getMaybeSender().asString()).isEqualTo("sales@example.com");
  }

  @Test
  void foreignAddressIsReplacedInHeaderAndEnvelopeAndKeptAsAnotherField() throws Exception {
    MailImpl mail = submitted(FOREIGN, message("The Boss <" + FOREIGN + ">"));

    enforceFrom(mongo.database()).service(mail);

    assertThat(mail.getMaybeSender().asOptional()).contains(new MailAddress(ALICE));
    assertThat(TestMails.text(mail))
        .isEqualTo(
            "X-WildDuck-Original-From: The Boss <"
                + FOREIGN
                + ">\r\n"
                + message("The Boss <" + ALICE + ">"));
    assertThat(mail.getState()).isEqualTo(Mail.DEFAULT);
  }

  @Test
  void headerStaysWhenOnlyTheEnvelopeIsForeign() throws Exception {
    String message = message("Alice <" + ALICE + ">");
    MailImpl mail = submitted(FOREIGN, message);

    enforceFrom(mongo.database()).service(mail);

    assertThat(mail.getMaybeSender().asString()).isEqualTo(ALICE);
    assertThat(TestMails.text(mail)).isEqualTo(message);
  }

  @Test
  void nullSenderBecomesTheUsersAddress() throws Exception {
    MailImpl mail = submitted("", message(ALICE));

    enforceFrom(mongo.database()).service(mail);

    assertThat(mail.getMaybeSender().asString()).isEqualTo(ALICE);
  }

  @Test
  void mailIsSetAsideWhenTheUserIsGone() throws Exception {
    mongo.database().getCollection("users").deleteMany(new Document());
    String message = message(FOREIGN);
    MailImpl mail = submitted(FOREIGN, message);

    enforceFrom(mongo.database()).service(mail);

    assertThat(mail.getState()).isEqualTo(Mail.ERROR);
    assertThat(mail.getErrorMessage()).contains(alice.toHexString());
    assertThat(TestMails.text(mail)).isEqualTo(message);
    assertThat(mail.getMaybeSender().isNullSender()).isTrue();
  }

  @Test
  void mailIsSetAsideWhenTheUserHasNoAddressToSendUnder() throws Exception {
    alice = store(new Document("username", "nobody"));
    MailImpl mail = submitted(FOREIGN, message(FOREIGN));

    enforceFrom(mongo.database()).service(mail);

    assertThat(mail.getState()).isEqualTo(Mail.ERROR);
    assertThat(mail.getErrorMessage()).isNotBlank();
    assertThat(mail.getMaybeSender().isNullSender()).isTrue();
  }

  @Test
  void addressOfAUserIsUsedWhateverItsScript() throws Exception {
    alice =
        store(new Document("username", "j\u00fcrgen").append("address", "j\u00fcrgen@example.com"));
    MailImpl mail = submitted(FOREIGN, message(FOREIGN));

    enforceFrom(mongo.database()).service(mail);

    assertThat(mail.getState()).isEqualTo(Mail.DEFAULT);
    assertThat(Envelope.of(mail).mailFrom()).isEqualTo("j\u00fcrgen@example.com");
    assertThat(TestMails.text(mail)).contains("From: j\u00c3\u00bcrgen@example.com\r\n");
  }

  @Test
  void everyByteStaysWhenTheUsersOwnAddressIsNotAscii() throws Exception {
    own("j\u00fcrgen@example.com");
    String message = message("<j\u00c3\u00bcrgen@example.com>");
    MailImpl mail = submitted("utf8=j=C3=BCrgen@example.com", message);

    enforceFrom(mongo.database()).service(mail);

    assertThat(TestMails.text(mail)).isEqualTo(message);
    assertThat(Envelope.of(mail).mailFrom()).isEqualTo("j\u00fcrgen@example.com");
  }

  @Test
  void mailStaysAsItIsWhenTheDatabaseIsAway() throws Exception {
    String message = message(FOREIGN);
    MailImpl mail = submitted(FOREIGN, message);
    try (UnreachableMongo away = new UnreachableMongo()) {
      assertThatThrownBy(() -> enforceFrom(away.database()).service(mail))
          .isInstanceOf(MessagingException.class)
          .hasCauseInstanceOf(TemporaryFailureException.class);
    }
    assertUnchanged(mail, message);
  }

  @Test
  void mailStaysAsItIsWhenOnlyTheAddressesCannotBeAsked() throws Exception {
    String message = message(FOREIGN);
    MailImpl mail = submitted(ALICE, message);
    try (UnreachableMongo away = new UnreachableMongo()) {
      EnforceFrom mailet =
          new EnforceFrom(
              new SenderAccounts(mongo.database(), Clock.systemUTC()),
              enforcement(away.database()),
              report);
      assertThatThrownBy(() -> mailet.service(mail)).isInstanceOf(MessagingException.class);
    }
    assertThat(TestMails.text(mail)).isEqualTo(message);
    assertThat(mail.getMaybeSender().asString()).isEqualTo(ALICE);
  }

  @Test
  void mailThatWasNotSubmittedPassesUntouchedAndUnasked() throws Exception {
    String message = message(FOREIGN);
    MailImpl mail = TestMails.mail(FOREIGN, message, "to@example.org");
    try (UnreachableMongo away = new UnreachableMongo()) {
      enforceFrom(away.database()).service(mail);
    }
    assertUnchanged(mail, message);
  }

  private static void assertUnchanged(MailImpl mail, String message) throws Exception {
    assertThat(TestMails.text(mail)).isEqualTo(message);
    assertThat(mail.getMaybeSender().asString()).isEqualTo(FOREIGN);
    assertThat(mail.getState()).isEqualTo(Mail.DEFAULT);
  }

  private MailImpl submitted(String sender, String message) throws Exception {
    MailImpl mail = TestMails.mail(sender, message, "to@example.org");
    new Submission(mail.getName(), alice.toHexString(), "alice", "alice").writeTo(mail);
    return mail;
  }

  private ObjectId store(Document user) {
    ObjectId id = new ObjectId();
    mongo.database().getCollection("users").insertOne(user.append("_id", id));
    return id;
  }

  private void own(String address) {
    mongo
        .database()
        .getCollection("addresses")
        .insertOne(
            new Document("address", address)
                .append("addrview", AddressNormalizer.view(AddressNormalizer.normalize(address)))
                .append("user", alice));
  }

  private EnforceFrom enforceFrom(MongoDatabase users) {
    return new EnforceFrom(
        new SenderAccounts(users, Clock.systemUTC()), enforcement(users), report);
  }

  private static FromEnforcement enforcement(MongoDatabase users) {
    return new FromEnforcement(new OwnedAddresses(AddressResolver.on(users)));
  }

  private static String message(String from) {
    return "Subject: Gr\u00fc\u00dfe\r\nFrom: "
        + from
        + "\r\nTo: to@example.org\r\n\r\nHi \u00e9\r\n";
  }
}
