package email.wildduck.james.delivery.retry;

import java.time.Instant;
import java.util.Optional;

/** What becomes of a delivery whose attempt has failed. Immutable. */
public final class RetryDecision {
  /** The three outcomes. */
  public enum Outcome {
    /** It is tried again at {@link #nextAttempt()}. */
    RETRY,
    /** It was refused for good: the sender gets a bounce. */
    REFUSED,
    /** It was tried as long as allowed: the sender gets a bounce that says so. */
    EXPIRED
  }

  private final Outcome outcome;
  private final Optional<Instant> nextAttempt;
  private final Optional<Instant> retriedUntil;
  private final boolean delayWarningDue;

  private RetryDecision(
      Outcome outcome,
      Optional<Instant> nextAttempt,
      Optional<Instant> retriedUntil,
      boolean delayWarningDue) {
    this.outcome = outcome;
    this.nextAttempt = nextAttempt;
    this.retriedUntil = retriedUntil;
    this.delayWarningDue = delayWarningDue;
  }

  static RetryDecision retry(Instant next, Instant until, boolean delayWarningDue) {
    return new RetryDecision(Outcome.RETRY, Optional.of(next), Optional.of(until), delayWarningDue);
  }

  static RetryDecision giveUp(Outcome outcome) {
    return new RetryDecision(outcome, Optional.empty(), Optional.empty(), false);
  }

  /** Which of the three. */
  public Outcome outcome() {
    return outcome;
  }

  /** The earliest time of the next attempt; empty when it is given up. */
  public Optional<Instant> nextAttempt() {
    return nextAttempt;
  }

  /**
   * When the last attempt will be made if all fail, for {@code Will-Retry-Until}; empty when it is
   * given up.
   */
  public Optional<Instant> retriedUntil() {
    return retriedUntil;
  }

  /** Whether the sender is to be told now that the message waits. True once for a delivery. */
  public boolean isDelayWarningDue() {
    return delayWarningDue;
  }
}
