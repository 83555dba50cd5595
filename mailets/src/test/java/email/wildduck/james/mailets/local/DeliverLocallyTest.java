package email.wildduck.james.mailets.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.address.AddressResolver;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.srs.SenderRewriting;
import email.wildduck.james.core.srs.Srs;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Protocol;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.local.LocalRecipients;
import email.wildduck.james.delivery.local.LocalTargets;
import email.wildduck.james.delivery.local.LoopGuard;
import email.wildduck.james.mailets.DeliverLocally;
import email.wildduck.james.mailets.RewriteSrs;
import email.wildduck.james.mailets.TestMails;
import email.wildduck.james.mailets.deliver.DeliveryRequests;
import email.wildduck.james.queue.mail.QueuedMail;
import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.server.core.MailImpl;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@link DeliverLocally}, and what is asked of the transport then. */
class DeliverLocallyTest {
  private static final String MESSAGE = "Subject: x\r\n\r\nx\r\n";
  private static final String ALICE = "alice@example.com";

  private final TestMongo mongo = TestMongo.start();
  private final WildDuckConfiguration configuration =
      TestConfiguration.of(
          "<localDelivery><enabled>true</enabled><domains>example.com</domains>"
              + "<targetHost>mx.example</targetHost><targetPort>2525</targetPort>"
              + "<lmtp><host>lmtp.example</host></lmtp></localDelivery>");

  @BeforeEach
  void storeAddresses() {
    store(ALICE, new Document("user", new ObjectId()));
    store("sales*@example.com", new Document("user", new ObjectId()));
  }

  private void store(String address, Document entry) {
    mongo
        .database()
        .getCollection("addresses")
        .insertOne(
            entry.append("address", address).append("addrview", AddressNormalizer.view(address)));
  }

  @AfterEach
  void stop() {
    mongo.close();
  }

  @Test
  void aMailboxIsHandedToLmtpUnderTheAddressThatTheSenderWrote() throws Exception {
    DeliveryRequest request = request("maildrop", "A.lice+news@example.com", new Document());

    assertThat(request.target().protocol()).isEqualTo(Protocol.LMTP);
    assertThat(request.target().toString()).isEqualTo("[0 lmtp.example]:2424");
    assertThat(request.target().isLocalDelivery()).isTrue();
    assertThat(request.recipients().get(0).address()).isEqualTo("A.lice+news@example.com");
    assertThat(text(request)).isEqualTo(MESSAGE);
  }

  @Test
  void aWildcardIsHandedToTheMx() throws Exception {
    assertThat(request("maildrop", "sales-de@example.com", new Document()).target().toString())
        .isEqualTo("[0 mx.example]:2525");
  }

  @Test
  void whoWildDuckDoesNotKnowGoesTheUsualWay() throws Exception {
    for (String recipient : List.of("nobody@example.com", "bob@example.net")) {
      Target target = request("maildrop", recipient, new Document()).target();
      assertThat(target.domain()).isEqualTo(recipient.substring(recipient.indexOf('@') + 1));
      assertThat(target.isLocalDelivery()).isFalse();
    }
  }

  @Test
  void aHostThatWasChosenForLocalDeliveryGivesWayToLmtpAndARelayDoesNot() throws Exception {
    assertThat(request("submission", ALICE, hosts(true)).target().protocol())
        .isEqualTo(Protocol.LMTP);
    Target relay = request("submission", ALICE, hosts(false)).target();
    assertThat(relay.toString()).isEqualTo("[0 other.example]:25");
    assertThat(relay.isLocalDelivery()).isFalse();
  }

  @Test
  void whoIsDeletedWhileTheMailWaitsForALocalHostGoesTheUsualWay() throws Exception {
    Document queued = hosts(true).append("mxPort", 2525).append("skipSTS", true);
    assertThat(request("submission", ALICE, queued).target().isLocalDelivery()).isTrue();

    mongo.database().getCollection("addresses").deleteMany(new Document("address", ALICE));
    DeliveryRequest request = request("submission", ALICE, queued);

    assertThat(request.target().domain()).isEqualTo("example.com");
    assertThat(request.target().hosts()).isEmpty();
    assertThat(request.target().port()).isEqualTo(25);
    assertThat(request.target().isWithoutMtaSts()).isFalse();
    assertThat(request.target().isLocalDelivery()).isFalse();
    assertThat(text(request)).isEqualTo(MESSAGE);
  }

  @Test
  void whoIsDeletedGoesNowhereWhenTheMessageGoesRound() throws Exception {
    String hops = "Received: from a.example by b.example; x\r\n".repeat(36);

    assertThat(
            requestOf(decided(mail("submission", "gone@example.com", hops + MESSAGE, hosts(true))))
                .target()
                .refusal()
                .orElseThrow()
                .toString())
        .startsWith("554 5.4.6 ");
  }

  @Test
  void aLocalHostOfADomainThatWildDuckIsNotAskedAboutStays() throws Exception {
    Target target = request("submission", "bob@example.net", hosts(true)).target();

    assertThat(target.toString()).isEqualTo("[0 other.example]:25");
    assertThat(target.isLocalDelivery()).isTrue();
  }

  @Test
  void aForwardThatComesBackLeavesTheLocalHostThatItWasQueuedFor() throws Exception {
    String passed = text(request("forwarder", ALICE, new Document()));
    Target second = requestOf(decided(mail("forwarder", ALICE, passed, hosts(true)))).target();

    assertThat(second.domain()).isEqualTo("example.com");
    assertThat(second.isLocalDelivery()).isFalse();
  }

  @Test
  void theSenderOfAForwardIsRewrittenForWhoIsDeletedAndNotForWhoIsThere() throws Exception {
    RewriteSrs srs =
        new RewriteSrs(
            Optional.of(new SenderRewriting(new Srs("secret", Clock.systemUTC()), "srs.example")));
    for (String recipient : List.of("gone@example.com", ALICE)) {
      MailImpl mail = decided(mail("forwarder", recipient, MESSAGE, hosts(true)));
      srs.service(mail);
      assertThat(requestOf(mail).sender().startsWith("SRS0=")).isEqualTo(!recipient.equals(ALICE));
    }
  }

  @Test
  void theSenderIsTheOneBeforeSrs() throws Exception {
    MailImpl mail = mail("forwarder", ALICE, MESSAGE, new Document());
    mailet().service(mail);
    mail.setSender(MaybeSender.of(new MailAddress("SRS0=abcd@rewritten.example")).get());

    assertThat(requestOf(mail).sender()).isEqualTo("sender@example.org");
  }

  @Test
  void aForwardIsMarkedAndGoesByMxTheSecondTimeAndFailsTheThird() throws Exception {
    DeliveryRequest first = request("forwarder", ALICE, new Document());
    DeliveryRequest second = request(text(first), "forwarder", "a.lice@example.com");
    DeliveryRequest third = request(text(second), "forwarder", ALICE);

    assertThat(first.target().protocol()).isEqualTo(Protocol.LMTP);
    assertThat(text(first)).matches("(?s)X-WildDuck-Passed: [0-9a-f]{32}\r\nSubject: .*");
    assertThat(second.target().domain()).isEqualTo("example.com");
    assertThat(second.target().isLocalDelivery()).isFalse();
    assertThat(third.target().refusal().orElseThrow().toString()).startsWith("554 5.4.6 ");
  }

  @Test
  void aForwardToBothTurnsOfACircleEndsAfterAFewRounds() throws Exception {
    store("bob@example.com", new Document("user", new ObjectId()));
    String message = MESSAGE;
    int rounds = 0;
    for (; rounds < 100; rounds++) {
      DeliveryRequest request =
          request(message, "forwarder", rounds % 2 == 0 ? ALICE : "bob@example.com");
      if (request.target().refusal().isPresent()) {
        break;
      }
      message = text(request);
    }

    assertThat(rounds).isEqualTo(4);
  }

  @Test
  void aDatabaseThatIsAwayThrowsSoThatTheDeliveryWaits() throws Exception {
    MailImpl mail = mail("maildrop", ALICE, MESSAGE, new Document());
    try (UnreachableMongo away = new UnreachableMongo()) {
      DeliverLocally mailet =
          new DeliverLocally(
              new LocalDecision(
                  new LocalRecipients(
                      configuration.localDelivery(), AddressResolver.on(away.database())),
                  targets(),
                  new LoopGuard()));
      assertThatThrownBy(() -> mailet.service(mail))
          .isInstanceOf(MessagingException.class)
          .hasCauseInstanceOf(TemporaryFailureException.class);
    }
  }

  @Test
  void aMailThatComesFromNoZoneIsAnError() throws Exception {
    MailImpl mail = TestMails.mail("sender@example.org", MESSAGE, ALICE);

    assertThatThrownBy(() -> mailet().service(mail)).hasMessageContaining("processor egress");
  }

  private static Document hosts(boolean local) {
    Document host = new Document("priority", 0).append("exchange", "other.example");
    return new Document("mx", List.of(local ? host.append("localDelivery", true) : host));
  }

  private MailImpl decided(MailImpl mail) throws Exception {
    mailet().service(mail);
    return mail;
  }

  private DeliveryRequest request(String message, String interfaceName, String recipient)
      throws Exception {
    MailImpl mail = mail(interfaceName, recipient, message, new Document());
    mailet().service(mail);
    return requestOf(mail);
  }

  private DeliveryRequest request(String interfaceName, String recipient, Document fields)
      throws Exception {
    MailImpl mail = mail(interfaceName, recipient, MESSAGE, fields);
    mailet().service(mail);
    return requestOf(mail);
  }

  private DeliveryRequest requestOf(MailImpl mail) throws Exception {
    return new DeliveryRequests(configuration.zones())
        .of(mail, QueuedMail.deliveriesOf(mail))
        .keySet()
        .iterator()
        .next();
  }

  private static MailImpl mail(
      String interfaceName, String recipient, String message, Document fields) throws Exception {
    MailImpl mail = TestMails.mail("sender@example.org", message, recipient);
    new Reception("", "", "", Instant.EPOCH, "", interfaceName).writeTo(mail);
    Document delivery =
        new Document("id", "19a1b2c3d4e00012f3")
            .append("seq", "001")
            .append("sendingZone", "default")
            .append("recipient", recipient)
            .append("queued", Date.from(Instant.EPOCH));
    delivery.putAll(fields);
    QueuedMail.write(
        mail, Map.of(mail.getRecipients().iterator().next(), QueuedDelivery.of(delivery)));
    return mail;
  }

  private DeliverLocally mailet() {
    return new DeliverLocally(
        new LocalDecision(
            new LocalRecipients(
                configuration.localDelivery(), AddressResolver.on(mongo.database())),
            targets(),
            new LoopGuard()));
  }

  private LocalTargets targets() {
    return new LocalTargets(configuration.localDelivery(), configuration.zones());
  }

  private static String text(DeliveryRequest request) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    request.message().writeTo(out);
    return out.toString(StandardCharsets.ISO_8859_1);
  }
}
