package email.wildduck.james.core.limits;

import java.time.Duration;

/** Readings of counters that nobody has counted. */
public final class TestReadings {
  private TestReadings() {}

  /** A counter above its limit that starts anew after that time. */
  public static CounterReading refusedFor(Duration time) {
    return new CounterReading(false, 13, time.toSeconds());
  }
}
