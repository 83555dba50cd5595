package email.wildduck.james.core.limits;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.error.SmtpReply;
import java.time.Duration;

/** How much of a user's daily limit was used when it was read. Immutable. */
public final class DailyAllowance {
  private final long max;
  private final CounterReading reading;

  DailyAllowance(long max, CounterReading reading) {
    this.max = max;
    this.reading = reading;
  }

  /** Whether the user has no limit at all. */
  public boolean isUnlimited() {
    return max == 0;
  }

  /** The limit; 0 for none. */
  public long max() {
    return max;
  }

  /** How many recipients were counted. */
  public long used() {
    return reading.value();
  }

  /** Whether one recipient more is within the limit when that many are waiting to be counted. */
  public boolean admitsOneMoreThan(int waiting) {
    return isUnlimited() || (reading.allowed() && used() + waiting < max);
  }

  /** The refusal, in WildDuck's words: 550 5.7.1. */
  public SmtpException refusal() {
    return new SmtpException(
        SmtpReply.of(
            550,
            "5.7.1",
            "You reached a daily sending limit for your account."
                + reading.startsAnewIn().map(DailyAllowance::expiry).orElse("")),
        used() + " of " + max + " recipients used");
  }

  /** WildDuck's wording, always in the plural. */
  private static String expiry(Duration wait) {
    long seconds = wait.toSeconds();
    String time;
    if (seconds < 60) {
      time = seconds + " seconds";
    } else if (seconds < 3600) {
      time = Math.round(seconds / 60.0) + " minutes";
    } else {
      time = Math.round(seconds / 3600.0) + " hours";
    }
    return " Limit expires in " + time;
  }
}
