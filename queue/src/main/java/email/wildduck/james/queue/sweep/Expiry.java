package email.wildduck.james.queue.sweep;

import com.mongodb.client.model.Filters;
import email.wildduck.james.queue.egress.DeliveryGroup;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.ZoneFields;
import email.wildduck.james.queue.zone.SendingQueue;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes deliveries that are over their age and hands them on.
 *
 * <p>The age counts from the first deferral, or, when there was no attempt yet, from the time at
 * which the first one was due: a message may be queued for a time far ahead. A delivery that waits
 * for a later time is taken when that has come; one in a paused zone is taken nevertheless.
 */
final class Expiry {
  private static final Logger LOGGER = LoggerFactory.getLogger(Expiry.class);
  private static final String FIRST_DEFERRAL = ZoneFields.DEFERRED + ".first";

  private final QueueCollections collections;
  private final SendingQueue sending;
  private final SweepSettings settings;
  private final ExpiryHandler handler;

  Expiry(
      QueueCollections collections,
      SendingQueue sending,
      SweepSettings settings,
      ExpiryHandler handler) {
    this.collections = collections;
    this.sending = sending;
    this.settings = settings;
    this.handler = handler;
  }

  /** How many were handed on. */
  long sweep() {
    Instant now = collections.clock().instant();
    Instant oldest = now.minus(settings.messageAge());
    List<TakenDelivery> taken =
        sending.take(expired(now, oldest), settings.batch(), "messages over their age");
    long handedOn = 0;
    for (DeliveryGroup group : DeliveryGroup.ofMessages(taken)) {
      handedOn += isHandedOn(group) ? group.size() : 0;
    }
    return handedOn;
  }

  private Bson expired(Instant now, Instant oldest) {
    return Filters.and(
        Filters.lt(ZoneFields.CREATED, Date.from(oldest)),
        Filters.eq(ZoneFields.LOCKED, false),
        new LeaseUpdates(collections).unassigned(),
        Filters.lte(ZoneFields.QUEUED, Date.from(now)),
        Filters.or(
            Filters.lt(FIRST_DEFERRAL, oldest.toEpochMilli()),
            Filters.and(
                Filters.exists(FIRST_DEFERRAL, false),
                Filters.lt(ZoneFields.QUEUED, Date.from(oldest)))),
        Filters.not(Filters.regex(ZoneFields.ZONE, "^" + ZoneFields.JAMES_ZONES)));
  }

  private boolean isHandedOn(DeliveryGroup group) {
    try {
      handler.expired(group);
      return true;
    } catch (RuntimeException e) {
      LOGGER.error("{} is over its age and could not be handed on", group, e);
      group
          .deliveries()
          .forEach(
              taken ->
                  sending.postpone(
                      taken,
                      "over its age, but no report could be made: " + e.getMessage(),
                      taken.delivery().queued()));
      return false;
    }
  }
}
