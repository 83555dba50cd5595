package email.wildduck.james.mailets.deliver;

import email.wildduck.james.queue.egress.DeliveryGroup;
import email.wildduck.james.queue.egress.DeliveryWork;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Drops deliveries to whoever is on the suppression list, before the message is read and whatever
 * the processors of James say; nobody is told. When the list cannot be read a delivery is
 * postponed. Thread-safe.
 */
public final class UnsuppressedWork implements DeliveryWork {
  private final DeliveryWork work;
  private final SuppressionRule rule;

  /** That work, by that rule. */
  public UnsuppressedWork(DeliveryWork work, SuppressionRule rule) {
    this.work = work;
    this.rule = rule;
  }

  @Override
  public Map<TakenDelivery, Outcome> deliver(DeliveryGroup group) {
    Map<TakenDelivery, Outcome> outcomes = new LinkedHashMap<>();
    group
        .deliveries()
        .forEach(
            taken ->
                rule.outcomeFor(taken.delivery().recipient(), taken.delivery().domain())
                    .ifPresent(outcome -> outcomes.put(taken, outcome)));
    group
        .where(taken -> !outcomes.containsKey(taken))
        .ifPresent(others -> outcomes.putAll(work.deliver(others)));
    return outcomes;
  }
}
