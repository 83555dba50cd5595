package email.wildduck.james.mailets.deliver;

import email.wildduck.james.queue.egress.Outcome;
import java.util.Objects;

/** What becomes of a delivery whose attempt has failed. Immutable. */
public final class FailedDelivery {
  private final Outcome outcome;
  private final String category;

  FailedDelivery(Outcome outcome, String category) {
    this.outcome = Objects.requireNonNull(outcome);
    this.category = Objects.requireNonNull(category);
  }

  /** Deferred, postponed or bounced. */
  public Outcome outcome() {
    return outcome;
  }

  /** Why it has failed, in a word of ZoneMTA. */
  public String category() {
    return category;
  }
}
