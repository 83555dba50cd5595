package email.wildduck.james.queue.james;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** From when on a mail is due that is queued with a delay. */
final class DueTime {
  /** The last moment of the year 9999, which every reader of the database can write. */
  private static final Instant NEVER = Instant.ofEpochMilli(253_402_300_799_999L);

  private DueTime() {}

  static boolean isNow(Duration delay) {
    return delay.isZero() || delay.isNegative();
  }

  static Instant of(Duration delay, Instant now) {
    try {
      Instant due = isNow(delay) ? now : now.plus(delay);
      return due.isAfter(NEVER) ? NEVER : due;
    } catch (DateTimeException | ArithmeticException e) {
      return NEVER;
    }
  }
}
