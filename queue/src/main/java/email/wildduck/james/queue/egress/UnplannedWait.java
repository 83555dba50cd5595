package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.zone.Postponement;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a delivery waits when neither a schedule nor a limit says it: five minutes after an
 * error; ten seconds for what could not be attempted, such as while the database is away, and twice
 * as long each time that it meets the same, up to five minutes.
 */
final class UnplannedWait {
  private static final Duration AFTER_AN_ERROR = Duration.ofMinutes(5);
  private static final Duration FIRST = Duration.ofSeconds(10);

  private final Clock clock;

  UnplannedWait(Clock clock) {
    this.clock = clock;
  }

  /** When the delivery is tried again. */
  Instant end(QueuedDelivery delivery, Outcome outcome) {
    Duration wait =
        outcome.kind() == Outcome.Kind.POSTPONED
            ? afterAnObstacle(delivery, outcome)
            : AFTER_AN_ERROR;
    return clock.instant().plus(wait);
  }

  private static Duration afterAnObstacle(QueuedDelivery delivery, Outcome outcome) {
    Duration twice =
        delivery
            .postponement()
            .filter(last -> last.reason().equals(outcome.reply()))
            .map(Postponement::duration)
            .map(before -> before.multipliedBy(2))
            .orElse(Duration.ZERO);
    Duration atLeast = twice.compareTo(FIRST) < 0 ? FIRST : twice;
    return atLeast.compareTo(AFTER_AN_ERROR) > 0 ? AFTER_AN_ERROR : atLeast;
  }
}
