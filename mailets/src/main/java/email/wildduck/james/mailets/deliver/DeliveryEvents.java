package email.wildduck.james.mailets.deliver;

import email.wildduck.james.core.audit.AuditDelivery;
import email.wildduck.james.core.audit.AuditStatuses;
import email.wildduck.james.core.audit.DeliveryStatus;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.event.EventSink;
import email.wildduck.james.core.event.form.RemovalEvent;
import email.wildduck.james.core.event.form.ReportEvent;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.Protocol;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.event.AttemptEvent;
import email.wildduck.james.queue.egress.DeliveryGroup;
import email.wildduck.james.queue.egress.FailureObserver;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.failure.WrittenReport;
import email.wildduck.james.queue.mail.Submission;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.mailet.Mail;

/**
 * Tells what becomes of deliveries, once for each outcome: as an event, and in the audits of the
 * message. Waits for nobody. Thread-safe.
 */
public final class DeliveryEvents implements FailureObserver {
  private final EventSink sink;
  private final AuditStatuses audits;
  private final Clock clock;

  /** With who is told, and what notes. */
  public DeliveryEvents(EventSink sink, AuditStatuses audits, Clock clock) {
    this.sink = sink;
    this.audits = audits;
    this.clock = clock;
  }

  /**
   * An attempt was made.
   *
   * @param mail the message of the delivery
   * @param mailFrom the original sender of the message, whoever the attempt names (SRS); empty for
   *     the null sender
   * @param request what was asked of the transport
   * @param result what came of it
   * @param outcome what becomes of the delivery
   * @param category why it has failed, in a word of ZoneMTA; empty when it was accepted
   */
  public void attempted(
      Mail mail,
      String mailFrom,
      ToldDelivery delivery,
      DeliveryRequest request,
      RecipientOutcome result,
      Outcome outcome,
      String category) {
    AttemptEvent event =
        begun(delivery, outcome, category)
            .ofMessage(
                mailFrom,
                request.message().headers().first("Message-ID").map(HeaderField::value).orElse(""));
    if (!request.sender().equals(mailFrom)) {
      event = event.sentAs(request.sender());
    }
    String protocol = request.target().protocol().name().toLowerCase(Locale.ROOT);
    if (result.peer().isPresent()) {
      event = event.at(result.peer().get(), protocol);
    }
    if (request.target().protocol() == Protocol.HTTP) {
      event =
          event.postedTo(
              request.target().toString(),
              result.peer().map(Peer::httpStatus).orElse(OptionalInt.empty()));
    }
    sink.tell(event.saying(outcome.reply()).event());
    note(delivery, outcome, Submission.of(mail).map(Submission::userId), result.peer());
  }

  /** There is an outcome without an attempt: an error of ours, or somebody's decision. */
  public void ended(ToldDelivery delivery, Outcome outcome) {
    if (outcome.kind() == Outcome.Kind.DROPPED) {
      sink.tell(
          RemovalEvent.dropped(delivery.toString(), delivery.recipient(), outcome.reply())
              .with("zone", delivery.zone()));
      return;
    }
    sink.tell(begun(delivery, outcome, "").saying(outcome.reply()).event());
    note(delivery, outcome, Optional.empty(), Optional.empty());
  }

  @Override
  public void givenUp(DeliveryGroup group, String reason) {
    Outcome bounced = Outcome.bounced("", reason);
    group.deliveries().forEach(taken -> ended(ToldDelivery.of(taken.delivery()), bounced));
  }

  @Override
  public void reported(DeliveryGroup failed, WrittenReport report) {
    sink.tell(queued(failed, ReportEvent.Type.FAILURE, report));
  }

  @Override
  public void warned(DeliveryGroup delayed, WrittenReport warning) {
    sink.tell(queued(delayed, ReportEvent.Type.DELAYED, warning));
  }

  @Override
  public void confirmed(DeliveryGroup accepted, WrittenReport confirmation) {
    sink.tell(queued(accepted, ReportEvent.Type.SUCCESS, confirmation));
  }

  private static Event queued(DeliveryGroup about, ReportEvent.Type type, WrittenReport report) {
    return ReportEvent.queued(about.first().delivery().toString(), type, report.id().asString())
        .with("to", report.delivery().recipient());
  }

  private static AttemptEvent begun(ToldDelivery delivery, Outcome outcome, String category) {
    return begun(delivery.toString(), delivery, outcome, category)
        .to(delivery.recipient(), delivery.zone());
  }

  private static AttemptEvent begun(
      String name, ToldDelivery delivery, Outcome outcome, String category) {
    switch (outcome.kind()) {
      case DELIVERED:
        return AttemptEvent.accepted(name);
      case BOUNCED:
        return AttemptEvent.rejected(name, category);
      default:
        return AttemptEvent.deferred(name, category, delivery.deferrals() + 1);
    }
  }

  private void note(
      ToldDelivery delivery, Outcome outcome, Optional<String> user, Optional<Peer> peer) {
    audits.note(
        delivery.id(),
        user,
        new AuditDelivery(
            delivery.sequence(),
            statusOf(outcome),
            clock.instant(),
            delivery.recipient(),
            outcome.reply(),
            peer.map(Peer::host).orElse(""),
            peer.flatMap(Peer::local).map(InetAddress::getHostAddress).orElse("")));
  }

  private static DeliveryStatus statusOf(Outcome outcome) {
    switch (outcome.kind()) {
      case DELIVERED:
        return DeliveryStatus.ACCEPTED;
      case BOUNCED:
        return DeliveryStatus.REJECTED;
      default:
        return DeliveryStatus.DEFERRED;
    }
  }
}
