package email.wildduck.james.queue.james;

import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.queue.egress.DeliveryGroup;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes out of deliveries whose message cannot be read. */
final class Unreadable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Unreadable.class);
  private static final String UNREADABLE = "the message cannot be read: ";

  private Unreadable() {}

  /**
   * A broken message is set aside. Without the database the deliveries are postponed for a short
   * time, since nothing is wrong with them; they are deferred when this node has no room for the
   * message.
   */
  static Map<TakenDelivery, Outcome> outcomes(DeliveryGroup group, Exception reason) {
    if (reason instanceof BrokenEntryException) {
      LOGGER.error("{} cannot be read and is set aside", group, reason);
      return group.all(Outcome.setAside(String.valueOf(reason.getMessage())));
    }
    if (reason instanceof TemporaryFailureException) {
      LOGGER.warn("{} cannot be read now and is postponed", group, reason);
      return group.all(Outcome.postponed(UNREADABLE + reason.getMessage()));
    }
    LOGGER.warn("{} cannot be read here and is deferred", group, reason);
    return group.all(Outcome.deferred(UNREADABLE + reason.getMessage()));
  }
}
