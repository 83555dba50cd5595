package email.wildduck.james.mailets.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.event.RecordedEvents;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.Reply;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.dsn.ReportKind;
import email.wildduck.james.mailets.TestMails;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.mail.Outcomes;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfirmationsTest {
  private static final String BOB = "bob@example.net";
  private static final Peer PEER =
      Peer.of("mx.example.net", InetSocketAddress.createUnresolved("192.0.2.1", 25));

  @ParameterizedTest
  @ValueSource(strings = {"SUCCESS", "success", "FAILURE,SUCCESS"})
  void aServerWithoutReportsLeavesItToUsToSayThatItHasTheMessage(String notify) throws Exception {
    assertThat(Confirmations.kindOf(accepted(notify, Target.mxOf("example.net"), PEER)))
        .contains(ReportKind.RELAYED);
  }

  @Test
  void aServerThatAnnouncedDsnReportsItself() throws Exception {
    Peer reporting = PEER.withDsn(true);

    assertThat(Confirmations.kindOf(accepted("SUCCESS", Target.mxOf("example.net"), reporting)))
        .isEmpty();
  }

  @Test
  void overLmtpTheMailboxHasIt() throws Exception {
    Target mailbox = Target.mxOf("example.net").overLmtp();

    assertThat(Confirmations.kindOf(accepted("SUCCESS", mailbox, PEER)))
        .contains(ReportKind.DELIVERED);
  }

  @Test
  void nothingIsSaidOfWhatIsPostedToAWebServer() throws Exception {
    Target web = Target.http("https://example.net/mail");

    assertThat(Confirmations.kindOf(accepted("SUCCESS", web, PEER))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NEVER", "FAILURE", "FAILURE,DELAY", "SUCCEED"})
  void whoDoesNotAskIsNotTold(String notify) throws Exception {
    assertThat(Confirmations.kindOf(accepted(notify, Target.mxOf("example.net"), PEER))).isEmpty();
  }

  @Test
  void theConfirmationGoesWithTheFirstDeliveryThatItIsAbout() throws Exception {
    RecordedEvents events = new RecordedEvents();
    try (TestMongo mongo = TestMongo.start();
        TestBounces bounces = new TestBounces(mongo.database(), events)) {
      Outcome outcome = confirmed(bounces);

      assertThat(outcome.kind()).isEqualTo(Outcome.Kind.DELIVERED);
      assertThat(outcome.report().orElseThrow().delivery().recipient())
          .isEqualTo("alice@example.com");
      assertThat(events.told()).isEmpty();
    }
  }

  @Test
  void whatWasAcceptedIsDoneAlthoughNoConfirmationCanBeWritten() throws Exception {
    RecordedEvents events = new RecordedEvents();
    TestMongo mongo = TestMongo.start();
    try (TestBounces bounces = new TestBounces(mongo.database(), events)) {
      mongo.close();

      Outcome outcome = confirmed(bounces);

      assertThat(outcome.kind()).isEqualTo(Outcome.Kind.DELIVERED);
      assertThat(outcome.report()).isEmpty();
    }
  }

  private static Outcome confirmed(TestBounces bounces) throws Exception {
    MailImpl mail = TestMails.mail("alice@example.com", "Subject: x\r\n\r\nHi\r\n", BOB);
    AttemptedDelivery attempt = accepted("SUCCESS", Target.mxOf("example.net"), PEER);
    Outcomes.of(mail).decide(attempt.recipient, Outcome.delivered("mx", "250 Ok"));

    bounces.confirmations().confirm(mail, List.of(attempt));

    return Outcomes.of(mail).of(attempt.recipient).orElseThrow();
  }

  private static AttemptedDelivery accepted(String notify, Target target, Peer peer)
      throws Exception {
    Document document =
        new Document("id", "1a20922255b000ab2b")
            .append("seq", "002")
            .append("recipient", BOB)
            .append("domain", "example.net")
            .append("sendingZone", "default")
            .append("queued", Date.from(Instant.EPOCH));
    if (!notify.isEmpty()) {
      document.append("dsn", new Document("notify", notify));
    }
    RawMessage message = RawMessage.parse(ByteSource.of(new byte[] {'\r', '\n'}));
    Recipient recipient = Recipient.of(BOB);
    return new AttemptedDelivery(
        new MailAddress(BOB),
        QueuedDelivery.of(document),
        DeliveryRequest.builder("1a20922255b000ab2b.002", message, target)
            .sender("alice@example.com")
            .recipient(recipient)
            .build(),
        RecipientOutcome.accepted(recipient, Reply.of(250, List.of("2.1.5 Ok")), peer));
  }
}
