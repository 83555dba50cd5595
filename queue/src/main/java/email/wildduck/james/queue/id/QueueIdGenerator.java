package email.wildduck.james.queue.id;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives ids in the form of WildDuck's queue: milliseconds × 4096 + a counter, in hexadecimal
 * without padding, and a suffix of four digits that tells processes apart.
 *
 * <p>Safe for use by many threads. Ids of one generator only ever grow: when the clock stands still
 * for more than 4096 ids, or goes back, they run ahead of it instead of repeating.
 */
public final class QueueIdGenerator {
  private static final int COUNTER_BITS = 12;
  private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;

  private final Clock clock;
  private final String suffix;
  private final AtomicLong last = new AtomicLong(-1);

  /**
   * @param suffix four lower-case hexadecimal digits, different in each process that writes to the
   *     same queue
   */
  public QueueIdGenerator(Clock clock, String suffix) {
    if (!suffix.matches("[0-9a-f]{4}")) {
      throw new IllegalArgumentException("a suffix has four hexadecimal digits: " + suffix);
    }
    this.clock = clock;
    this.suffix = suffix;
  }

  /** A suffix for a process that has no number of its own. */
  public static String randomSuffix(SecureRandom random) {
    return String.format("%04x", random.nextInt(0x10000));
  }

  /** The suffix of a numbered process: its last four digits, as ZoneMTA derives it. */
  public static String suffixOf(int instanceNumber) {
    return String.format("%04x", instanceNumber & 0xffff);
  }

  /** A new id. */
  public QueueId next() {
    long now = clock.millis() << COUNTER_BITS;
    long value = last.updateAndGet(previous -> Math.max(previous + 1, now));
    return QueueId.of(Long.toHexString(value) + suffix);
  }

  /**
   * The part of an id before the suffix.
   *
   * @param time milliseconds since 1970
   * @param counter only its lowest 12 bits count
   */
  static String timePart(long time, long counter) {
    return Long.toHexString((time << COUNTER_BITS) + (counter & COUNTER_MASK));
  }
}
