package email.wildduck.james.mailets.deliver;

import email.wildduck.james.core.event.Event;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.zone.QueuedDelivery;

/**
 * The line in the log about a delivery that goes back without an attempt: {@code POSTPONED} or
 * {@code LOST} with {@code zone}, {@code to} and {@code response}.
 */
final class UntriedEvent {
  private UntriedEvent() {}

  static Event of(QueuedDelivery delivery, Outcome outcome) {
    return Event.of(outcome.kind().name())
        .about(delivery.toString())
        .with("zone", delivery.zone())
        .with("to", delivery.recipient())
        .with("response", outcome.reply());
  }
}
