package email.wildduck.james.mailets.deliver;

import email.wildduck.james.delivery.dsn.RecipientReport;
import email.wildduck.james.queue.egress.Outcome;
import java.util.Objects;

/** What becomes of a delivery whose attempt has failed, and what its sender may hear. Immutable. */
public final class FailedDelivery {
  private final Outcome outcome;
  private final RecipientReport report;
  private final boolean warningDue;
  private final String category;

  FailedDelivery(Outcome outcome, RecipientReport report, boolean warningDue, String category) {
    this.outcome = Objects.requireNonNull(outcome);
    this.report = Objects.requireNonNull(report);
    this.warningDue = warningDue;
    this.category = Objects.requireNonNull(category);
  }

  /** Deferred, postponed or bounced. */
  public Outcome outcome() {
    return outcome;
  }

  /** For a warning to the sender. */
  public RecipientReport report() {
    return report;
  }

  /** Whether the sender is to hear now that the message waits. */
  public boolean isWarningDue() {
    return warningDue;
  }

  /** Why it has failed, in a word of ZoneMTA. */
  public String category() {
    return category;
  }
}
