package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.zone.SendingQueue;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives deliveries back that nothing was done with, for whoever takes them next. One that the
 * database does not let go now is no more held, so it is taken over when its lease has run out.
 */
final class GivingBack {
  private static final Logger LOGGER = LoggerFactory.getLogger(GivingBack.class);

  private final SendingQueue queue;

  GivingBack(SendingQueue queue) {
    this.queue = queue;
  }

  /** Throws nothing, so that nobody forgets what was taken with these. */
  void now(Collection<TakenDelivery> deliveries, String reason) {
    for (TakenDelivery taken : deliveries) {
      try {
        queue.postpone(taken, reason, taken.delivery().queued());
      } catch (RuntimeException e) {
        LOGGER.warn("{} is taken over when its lease has run out", taken.delivery(), e);
      }
    }
  }
}
