package email.wildduck.james.mailets.deliver;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.delivery.suppress.RecentSuppressions;
import email.wildduck.james.queue.egress.Outcome;
import java.util.Optional;
import javax.inject.Inject;

/**
 * What the suppression list makes of a delivery before its attempt: one to whoever is on it is
 * dropped, and nobody is told; when it cannot be read, the delivery waits. Thread-safe.
 */
public final class SuppressionRule {
  private final RecentSuppressions suppressions;

  /** By that list. */
  @Inject
  public SuppressionRule(RecentSuppressions suppressions) {
    this.suppressions = suppressions;
  }

  /**
   * Dropped or postponed; empty when it may be attempted.
   *
   * @param recipient RCPT TO, in any form
   * @param domain where the delivery goes, in any form
   */
  public Optional<Outcome> outcomeFor(String recipient, String domain) {
    try {
      return suppressions
          .find(recipient, domain)
          .map(entry -> Outcome.dropped("Recipient was found from suppression list"));
    } catch (SmtpException e) {
      return Optional.of(
          Outcome.postponed("the suppression list cannot be read: " + e.getMessage()));
    }
  }
}
