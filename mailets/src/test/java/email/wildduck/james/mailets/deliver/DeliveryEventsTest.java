package email.wildduck.james.mailets.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.audit.AuditDeliveries;
import email.wildduck.james.core.audit.AuditStatuses;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.event.RecordedEvents;
import email.wildduck.james.core.settings.Settings;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.Reply;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.reply.ReplyClassifier;
import email.wildduck.james.delivery.reply.ReplyReading;
import email.wildduck.james.mailets.TestMails;
import email.wildduck.james.queue.james.MailMessages;
import email.wildduck.james.queue.mail.AttemptSender;
import email.wildduck.james.queue.mail.LeasedMail;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom the events of attempts name as the sender. */
class DeliveryEventsTest {
  private static final String ALICE = "alice@example.com";
  private static final String BOB = "bob@elsewhere.example";
  private static final String REWRITTEN = "SRS0=a7e1=IL=example.com=alice@srs.example.net";

  private final TestMongo mongo = TestMongo.start();
  private final RecordedEvents events = new RecordedEvents();
  private final AuditStatuses audits =
      new AuditStatuses(
          new AuditDeliveries(mongo.database(), mongo.database()), Duration.ofDays(1));
  private final TestBounces bounces = new TestBounces(mongo.database(), events);
  private final AttemptEnds ends =
      new AttemptEnds(
          new FailedDeliveries(
              new ReplyClassifier(ReplyReading.PATIENT),
              new Settings(mongo.database(), Clock.systemUTC(), Duration.ofHours(1)),
              Duration.ofDays(5),
              Optional.empty(),
              Clock.systemUTC()),
          bounces.confirmations(),
          new DeliveryEvents(events, audits, Clock.systemUTC()));

  @AfterEach
  void close() {
    audits.close();
    bounces.close();
    mongo.close();
  }

  @ParameterizedTest
  @CsvSource({"250, ACCEPTED", "451, DEFERRED", "550, REJECTED"})
  void forwardIsToldWithItsOriginalSenderAndTheRewrittenOneBesideIt(int code, String word)
      throws Exception {
    Event event = attempted(ALICE, REWRITTEN, code);

    assertThat(event.word()).isEqualTo(word);
    assertThat(event.facts())
        .containsEntry("from", ALICE)
        .containsEntry("return_path", REWRITTEN)
        .containsEntry("to", BOB);
  }

  @Test
  void senderThatIsNotRewrittenIsToldOnce() throws Exception {
    assertThat(attempted(ALICE, "", 250).facts())
        .containsEntry("from", ALICE)
        .doesNotContainKey("return_path");
    assertThat(attempted("", "", 550).facts()).doesNotContainKey("return_path");
  }

  private Event attempted(String sender, String rewritten, int code) throws Exception {
    MailImpl mail = TestMails.mail(sender, "Message-ID: <one@example.com>\r\n\r\nHi\r\n", BOB);
    LeasedMail.write(mail, recipient -> true);
    if (!rewritten.isEmpty()) {
      AttemptSender.write(mail, rewritten);
    }
    QueuedDelivery delivery = delivery();
    DeliveryRequest request =
        DeliveryRequest.builder(
                delivery.toString(),
                MailMessages.rawMessage(mail),
                Target.mxOf("elsewhere.example"))
            .sender(AttemptSender.of(mail))
            .zone("default")
            .recipient(Recipient.of(BOB))
            .build();
    ends.end(
        mail,
        List.of(new AttemptedDelivery(new MailAddress(BOB), delivery, request, outcome(code))));
    return events.told().get(events.told().size() - 1);
  }

  private static RecipientOutcome outcome(int code) {
    Recipient recipient = Recipient.of(BOB);
    return code == 250
        ? RecipientOutcome.accepted(
            recipient,
            Reply.of(250, List.of("ok")),
            Peer.of(
                "mx.elsewhere.example",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 25)))
        : RecipientOutcome.failed(
            recipient, Failure.replied(Stage.RCPT, Reply.of(code, List.of("no"))));
  }

  private static QueuedDelivery delivery() throws BrokenEntryException {
    return QueuedDelivery.of(
        new Document("id", "1a20922255b000ab2b")
            .append("seq", "001")
            .append("recipient", BOB)
            .append("domain", "elsewhere.example")
            .append("sendingZone", "default")
            .append("queued", Date.from(Instant.EPOCH)));
  }
}
