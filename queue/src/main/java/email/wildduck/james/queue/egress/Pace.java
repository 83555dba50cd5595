package email.wildduck.james.queue.egress;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How long the work on deliveries takes, on an average in which the last ones count most. */
final class Pace {
  /** Sites elsewhere take longer; what takes less is mostly work of this machine. */
  private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final int LAST_COUNTS = 16;

  private final AtomicLong mean = new AtomicLong(2 * QUICK_NANOS);

  /** Work has ended that took so long. */
  void took(long nanos) {
    mean.getAndUpdate(before -> before + (nanos - before) / LAST_COUNTS);
  }

  /** Whether a place that is in use is soon free. */
  boolean isQuick() {
    return mean.get() < QUICK_NANOS;
  }
}
