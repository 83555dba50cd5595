package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.zone.Deferral;
import email.wildduck.james.queue.zone.SendingQueue;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a delivery worked on, and writes to the queue what came out of it. Thread-safe. */
public final class Ending {
  private static final Logger LOGGER = LoggerFactory.getLogger(Ending.class);

  /** For what nobody expected; after a failed attempt the schedule decides. */
  private static final Duration AFTER_AN_ERROR = Duration.ofMinutes(5);

  private final SendingQueue queue;
  private final DeliveryWork work;
  private final Clock clock;

  /** With the work of this process. */
  public Ending(SendingQueue queue, DeliveryWork work, Clock clock) {
    this.queue = queue;
    this.work = work;
    this.clock = clock;
  }

  /** Delivers, or bounces when an administrator has asked for that. Throws nothing. */
  void workOn(TakenDelivery delivery) {
    Optional<String> bounce = delivery.delivery().bounceRequest();
    end(
        delivery,
        () -> bounce.isPresent() ? work.bounce(delivery, bounce.get()) : work.deliver(delivery));
  }

  /** Bounces. Throws nothing. */
  public void bounce(TakenDelivery delivery, String reason) {
    end(delivery, () -> work.bounce(delivery, reason));
  }

  private void end(TakenDelivery delivery, Supplier<Outcome> attempt) {
    try {
      if (!isWritten(delivery, outcomeOf(delivery, attempt))) {
        LOGGER.warn(
            "{} was cancelled or taken over before its work had ended", delivery.delivery());
      }
    } catch (RuntimeException e) {
      LOGGER.error(
          "{} could not be ended and comes back when its lease has run out",
          delivery.delivery(),
          e);
    }
  }

  private static Outcome outcomeOf(TakenDelivery delivery, Supplier<Outcome> attempt) {
    try {
      return attempt.get();
    } catch (RuntimeException | Error e) {
      // an Error too: nobody else would end the lease
      LOGGER.error("{} is deferred after an error", delivery.delivery(), e);
      return Outcome.deferred("internal error: " + e.getMessage());
    }
  }

  private boolean isWritten(TakenDelivery delivery, Outcome outcome) {
    switch (outcome.kind()) {
      case DEFERRED:
        Instant next = outcome.next().orElseGet(() -> clock.instant().plus(AFTER_AN_ERROR));
        return queue.defer(delivery, Deferral.until(next, outcome.target(), outcome.reply()));
      case SET_ASIDE:
        return queue.setAside(delivery, outcome.reply());
      default:
        return queue.finish(delivery);
    }
  }
}
