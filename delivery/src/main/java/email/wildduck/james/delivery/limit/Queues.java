package email.wildduck.james.delivery.limit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * When to come back: whoever is postponed for the same reason gets a time of its own, so that they
 * do not all come back at once, and for nothing. Thread-safe.
 */
final class Queues {
  /** A limit may be lifted, and who waits has to notice. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final int LARGEST = 10_000;

  private final Clock clock;
  private final Map<String, Instant> last = new HashMap<>();

  Queues(Clock clock) {
    this.clock = clock;
  }

  /** How long it is until then. */
  Duration until(Instant time) {
    return Duration.between(clock.instant(), time);
  }

  /**
   * The time for the next one.
   *
   * @param reason what it waits for
   * @param delay the shortest wait
   * @param gap to the one before
   */
  synchronized Instant join(String reason, Duration delay, Duration gap) {
    Instant now = clock.instant();
    if (last.size() >= LARGEST) {
      last.values().removeIf(time -> time.isBefore(now));
    }
    Instant first = now.plus(delay);
    Instant behind = last.containsKey(reason) ? last.get(reason).plus(gap) : first;
    Instant time = behind.isBefore(first) ? first : behind;
    Instant latest = first.plus(LONGEST);
    if (time.isAfter(latest)) {
      time = latest;
    } else {
      last.put(reason, time);
    }
    return time;
  }
}
