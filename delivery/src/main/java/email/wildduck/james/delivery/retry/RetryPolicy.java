package email.wildduck.james.delivery.retry;

import email.wildduck.james.delivery.reply.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides after a failed attempt. Immutable.
 *
 * <ul>
 *   <li>After {@code n} deferrals the wait is the {@code n}-th of the schedule, counted from 0; a
 *       delivery that has had them all is given up, as ZoneMTA does.
 *   <li>It is given up, too, when the next attempt would come after its maximum age, so that its
 *       sender does not wait in vain for the bounce. The age counts from the first deferral.
 *   <li>The delay warning is due at the first deferral that comes {@code warnAfter} or more after
 *       the first one (ZoneMTA: {@code delayEmail.after}).
 * </ul>
 */
public final class RetryPolicy {
  /** ZoneMTA's {@code delayEmail.after}. */
  public static final Duration STANDARD_WARNING = Duration.ofHours(3);

  private final RetrySchedule schedule;
  private final Duration maximumAge;
  private final Optional<Duration> warnAfter;

  /**
   * @param schedule the waits
   * @param maximumAge how long after its first deferral a delivery may be tried; above zero
   * @param warnAfter when the sender is told of the delay; empty for never
   * @throws IllegalArgumentException when a time is not above zero
   */
  public RetryPolicy(RetrySchedule schedule, Duration maximumAge, Optional<Duration> warnAfter) {
    this.schedule = Objects.requireNonNull(schedule);
    this.maximumAge = positive(maximumAge);
    this.warnAfter = warnAfter.map(RetryPolicy::positive);
  }

  private static Duration positive(Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("a time above zero is needed, not " + duration);
    }
    return duration;
  }

  /** What becomes of the delivery whose attempt failed at {@code now} with that verdict. */
  public RetryDecision decide(RetryState state, Verdict verdict, Instant now) {
    if (verdict.isRejected()) {
      return RetryDecision.giveUp(RetryDecision.Outcome.REFUSED);
    }
    Instant oldest = later(state.since(), maximumAge);
    List<Duration> waits = schedule.waits();
    Optional<Instant> next =
        state.count() < waits.size()
            ? Optional.of(later(now, waits.get(state.count())))
            : Optional.empty();
    if (next.isEmpty() || next.get().isAfter(oldest)) {
      return RetryDecision.giveUp(RetryDecision.Outcome.EXPIRED);
    }
    Instant until = lastAttempt(next.get(), waits.subList(state.count() + 1, waits.size()), oldest);
    return RetryDecision.retry(next.get(), until, isWarningDue(state, now));
  }

  private static Instant lastAttempt(Instant next, List<Duration> waits, Instant oldest) {
    Instant last = next;
    for (Duration wait : waits) {
      Instant after = later(last, wait);
      if (after.isAfter(oldest)) {
        return last;
      }
      last = after;
    }
    return last;
  }

  private boolean isWarningDue(RetryState state, Instant now) {
    if (warnAfter.isEmpty()) {
      return false;
    }
    Instant due = later(state.since(), warnAfter.get());
    return !now.isBefore(due)
        && state.lastDeferral().filter(last -> last.isBefore(due)).isPresent();
  }

  /** A setting may hold any number of days; time ends before some of them. */
  private static Instant later(Instant start, Duration wait) {
    Duration left = Duration.between(start, Instant.MAX);
    return wait.compareTo(left) > 0 ? Instant.MAX : start.plus(wait);
  }
}
