package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.zone.TakenDelivery;
import java.util.Map;

/** The way of deliveries out of the house. Thread-safe. */
public interface DeliveryWork {
  /**
   * Works on deliveries until there is an outcome for each; one that has none, and all when it
   * throws, are deferred.
   */
  Map<TakenDelivery, Outcome> deliver(DeliveryGroup group);
}
