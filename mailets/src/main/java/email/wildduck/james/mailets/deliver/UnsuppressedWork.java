package email.wildduck.james.mailets.deliver;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.delivery.suppress.RecentSuppressions;
import email.wildduck.james.queue.egress.DeliveryGroup;
import email.wildduck.james.queue.egress.DeliveryWork;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.zone.QueuedDelivery;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Drops deliveries to whoever is on the suppression list, before the message is read and whatever
 * the processors of James say; nobody is told. When the list cannot be read a delivery is deferred.
 * Thread-safe.
 */
public final class UnsuppressedWork implements DeliveryWork {
  private final DeliveryWork work;
  private final RecentSuppressions suppressions;

  /** Of that work. */
  public UnsuppressedWork(DeliveryWork work, RecentSuppressions suppressions) {
    this.work = work;
    this.suppressions = suppressions;
  }

  @Override
  public Map<TakenDelivery, Outcome> deliver(DeliveryGroup group) {
    Map<TakenDelivery, Outcome> outcomes = new LinkedHashMap<>();
    group
        .deliveries()
        .forEach(
            taken ->
                withoutWork(taken.delivery()).ifPresent(outcome -> outcomes.put(taken, outcome)));
    group
        .where(taken -> !outcomes.containsKey(taken))
        .ifPresent(others -> outcomes.putAll(work.deliver(others)));
    return outcomes;
  }

  private Optional<Outcome> withoutWork(QueuedDelivery delivery) {
    try {
      return suppressions
          .find(delivery.recipient(), delivery.domain())
          .map(entry -> Outcome.dropped("Recipient was found from suppression list"));
    } catch (SmtpException e) {
      return Optional.of(
          Outcome.deferred("the suppression list cannot be read: " + e.getMessage()));
    }
  }
}
