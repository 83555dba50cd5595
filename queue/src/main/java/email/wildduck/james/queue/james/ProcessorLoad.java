package email.wildduck.james.queue.james;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Whether the processors of this machine, or those that its container may use, are fully used, by
 * whatever process. Looked at ten times a second at most. Thread-safe.
 */
final class ProcessorLoad {
  private static final double FULL = 0.85;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final DoubleSupplier load;
  private final LongSupplier nanoTime;
  private long lookedAt;
  private boolean full;

  /**
   * @param load since it was last asked for, from 0 to 1; less than 0 when it is not known
   */
  ProcessorLoad(DoubleSupplier load, LongSupplier nanoTime) {
    this.load = load;
    this.nanoTime = nanoTime;
    this.lookedAt = nanoTime.getAsLong() - LOOK_NANOS;
  }

  /** Those of this machine; never so on a JVM that does not tell. */
  static ProcessorLoad ofThisMachine() {
    java.lang.management.OperatingSystemMXBean system =
        ManagementFactory.getOperatingSystemMXBean();
    return new ProcessorLoad(
        system instanceof com.sun.management.OperatingSystemMXBean
            ? ((com.sun.management.OperatingSystemMXBean) system)::getSystemCpuLoad
            : () -> -1,
        System::nanoTime);
  }

  synchronized boolean isFull() {
    long now = nanoTime.getAsLong();
    if (now - lookedAt >= LOOK_NANOS) {
      lookedAt = now;
      full = load.getAsDouble() >= FULL;
    }
    return full;
  }
}
