package email.wildduck.james.mailets.deliver;

import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.LeasedMail;
import email.wildduck.james.queue.mail.Outcomes;
import java.util.List;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of a Mail's deliveries after an attempt, and tells of it. Thread-safe.
 *
 * <p>Those that were accepted are decided about first, so that no error keeps in the queue what has
 * been delivered; senders who asked for that get a confirmation. Whoever has taken the deliveries
 * from the queue has the sender told of those that have failed for good, and of those that wait for
 * long. The Mail has ended.
 */
public final class AttemptEnds {
  private static final Logger LOGGER = LoggerFactory.getLogger(AttemptEnds.class);

  private final FailedDeliveries failures;
  private final Confirmations confirmations;
  private final DeliveryEvents events;

  /** One of it serves all mailets. */
  @Inject
  public AttemptEnds(
      FailedDeliveries failures, Confirmations confirmations, DeliveryEvents events) {
    this.failures = failures;
    this.confirmations = confirmations;
    this.events = events;
  }

  /** Ends the attempt. */
  public void end(Mail mail, List<AttemptedDelivery> attempts) {
    List<AttemptedDelivery> accepted =
        attempts.stream()
            .filter(attempt -> attempt.result.isAccepted())
            .collect(Collectors.toList());
    accepted.forEach(attempt -> deliver(mail, attempt));
    confirmations.confirm(mail, accepted);
    mail.setState(Mail.GHOST);
    attempts.stream()
        .filter(attempt -> !attempt.result.isAccepted())
        .forEach(attempt -> fail(mail, attempt));
  }

  private void deliver(Mail mail, AttemptedDelivery attempt) {
    String peer = attempt.result.peer().map(Peer::toString).orElse("");
    Outcome delivered = Outcome.delivered(peer, attempt.result.response());
    Outcomes.of(mail).decide(attempt.recipient, delivered);
    tell(mail, attempt, delivered, "");
  }

  /** A delivery that is another's by now is left alone: whoever has it tries again, and tells. */
  private void fail(Mail mail, AttemptedDelivery attempt) {
    if (!LeasedMail.isSurelyOurs(mail, attempt.recipient)) {
      decide(mail, attempt, Outcome.lost());
      return;
    }
    FailedDelivery failure =
        failures.decide(attempt.delivery, attempt.result.failure().orElseThrow());
    if (failure.outcome().kind() == Outcome.Kind.POSTPONED) {
      decide(mail, attempt, failure.outcome());
    } else {
      Outcomes.of(mail).decide(attempt.recipient, failure.outcome());
      tell(mail, attempt, failure.outcome(), failure.category());
    }
  }

  private void tell(Mail mail, AttemptedDelivery attempt, Outcome outcome, String category) {
    events.attempted(
        mail,
        Envelope.of(mail).mailFrom(),
        ToldDelivery.of(attempt.delivery),
        attempt.request,
        attempt.result,
        outcome,
        category);
  }

  /** Without an attempt. */
  private static void decide(Mail mail, AttemptedDelivery attempt, Outcome outcome) {
    UntriedEvent.of(attempt.delivery, outcome).info(LOGGER);
    Outcomes.of(mail).decide(attempt.recipient, outcome);
  }
}
