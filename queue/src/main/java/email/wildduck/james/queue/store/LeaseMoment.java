package email.wildduck.james.queue.store;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A moment on both clocks of this process. Immutable.
 *
 * <p>The monotonic clock goes on while the process is stopped, and is not moved by anybody who sets
 * the time; but on Linux it stands still while the machine is suspended. The other clock is right
 * after that. So a time has certainly not passed only when both say so.
 */
public final class LeaseMoment {
  private final long nanos;
  private final long millis;

  private LeaseMoment(long nanos, long millis) {
    this.nanos = nanos;
    this.millis = millis;
  }

  static LeaseMoment now(LongSupplier nanoTime, Clock clock) {
    return new LeaseMoment(nanoTime.getAsLong(), clock.millis());
  }

  /** Whether this is surely less than {@code time} after another moment. */
  boolean isWithin(Duration time, LeaseMoment since) {
    return nanos - since.nanos < time.toNanos() && millis - since.millis < time.toMillis();
  }
}
