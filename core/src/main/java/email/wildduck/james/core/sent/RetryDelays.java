package email.wildduck.james.core.sent;

import java.time.Duration;
import java.util.List;

/** How long to wait after each failed attempt. */
final class RetryDelays {
  private static final List<Duration> FIRST =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15));
  private static final Duration THEN = Duration.ofHours(1);

  /** WildDuck may still be at work on a request that was given up here. */
  private static final Duration UNKNOWN_OUTCOME = Duration.ofMinutes(1);

  private RetryDelays() {}

  /**
   * @param attempt the number of the attempt that failed, from 1
   * @param unknown whether it may have succeeded nevertheless
   */
  static Duration after(int attempt, boolean unknown) {
    Duration delay = attempt <= FIRST.size() ? FIRST.get(Math.max(1, attempt) - 1) : THEN;
    return unknown && delay.compareTo(UNKNOWN_OUTCOME) < 0 ? UNKNOWN_OUTCOME : delay;
  }
}
