package email.wildduck.james.core.limits;

import java.time.Duration;
import java.util.Optional;

/** What a counter said. */
public final class CounterReading {
  private final boolean allowed;
  private final long value;
  private final long ttlSeconds;

  CounterReading(boolean allowed, long value, long ttlSeconds) {
    this.allowed = allowed;
    this.value = value;
    this.ttlSeconds = ttlSeconds;
  }

  /** A counter nobody has counted on. */
  public static CounterReading untouched() {
    return new CounterReading(true, 0, 0);
  }

  /** The same counter for someone whom the limit does not concern. */
  public CounterReading exempted() {
    return new CounterReading(true, value, ttlSeconds);
  }

  /** Whether the limit was not reached before this call. */
  public boolean allowed() {
    return allowed;
  }

  /** The value after this call. */
  public long value() {
    return value;
  }

  /** Redis' TTL in seconds: -2 without a key, -1 for a key that never ends, 0 if not asked. */
  public long ttlSeconds() {
    return ttlSeconds;
  }

  /** The time until the counter starts anew; empty if it has not started or never ends. */
  public Optional<Duration> startsAnewIn() {
    return ttlSeconds > 0 ? Optional.of(Duration.ofSeconds(ttlSeconds)) : Optional.empty();
  }
}
