package email.wildduck.james.core.cache;

import java.time.Duration;
import java.time.Instant;

/** What was read from a store, which may be used for a second without asking again. Immutable. */
public final class JustRead<T> {
  private static final Duration GOOD_FOR = Duration.ofSeconds(1);

  private final T value;
  private final Instant time;

  /**
   * @param time when it was asked for, before it was read
   */
  public JustRead(T value, Instant time) {
    this.value = value;
    this.time = time;
  }

  /** What was read. */
  public T value() {
    return value;
  }

  /** Whether it may be used; not when the clock was put back. */
  public boolean isGoodAt(Instant now) {
    return !now.isBefore(time) && !now.isAfter(time.plus(GOOD_FOR));
  }
}
