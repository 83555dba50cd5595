package email.wildduck.james.delivery.retry;

import java.time.Instant;
import java.util.Optional;

/** What the queue knows of the former failures of a delivery. Immutable. */
public final class RetryState {
  private final int count;
  private final Instant since;
  private final Optional<Instant> lastDeferral;

  private RetryState(int count, Instant since, Optional<Instant> lastDeferral) {
    this.count = count;
    this.since = since;
    this.lastDeferral = lastDeferral;
  }

  /** The first attempt has failed just now. */
  public static RetryState first(Instant now) {
    return new RetryState(0, now, Optional.empty());
  }

  /**
   * It was deferred before.
   *
   * @param count how many deferrals count for the schedule; below zero counts as none
   * @param first the first deferral, from which the age is counted
   * @param last the deferral before the present failure
   */
  public static RetryState deferred(int count, Instant first, Instant last) {
    return new RetryState(Math.max(0, count), first, Optional.of(last));
  }

  int count() {
    return count;
  }

  Instant since() {
    return since;
  }

  Optional<Instant> lastDeferral() {
    return lastDeferral;
  }
}
