package email.wildduck.james.core.limits;

import java.time.Duration;
import java.time.Instant;

/** What a counter in Redis was when it could last be asked. Immutable. */
final class SeenCounter {
  static final SeenCounter NONE = new SeenCounter(0, Instant.EPOCH);

  private final long value;
  private final Instant end;

  private SeenCounter(long value, Instant end) {
    this.value = value;
    this.end = end;
  }

  static SeenCounter of(CounterReading reading, Instant now) {
    Duration left = reading.startsAnewIn().orElse(RedisRecipientCounter.WINDOW);
    return new SeenCounter(reading.value(), now.plus(left));
  }

  /** The counter after that batch was added to it. */
  SeenCounter plus(LateBatch batch, Instant now) {
    return new SeenCounter(
        valueAt(now) + batch.recipients(), now.isBefore(end) ? end : now.plus(batch.windowLeft()));
  }

  long valueAt(Instant now) {
    return now.isBefore(end) ? value : 0;
  }

  Duration leftAt(Instant now) {
    return now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
  }
}
