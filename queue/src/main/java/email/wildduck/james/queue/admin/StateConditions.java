package email.wildduck.james.queue.admin;

import com.mongodb.client.model.Filters;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.ZoneFields;
import java.util.Date;
import org.bson.conversions.Bson;

/**
 * What the database is asked for to find the deliveries of a state. It does not know what is
 * paused: that {@link DeliveryState#READY} and {@link DeliveryState#PAUSED} are two is for {@link
 * Explanation} to say.
 */
final class StateConditions {
  private final QueueCollections collections;

  StateConditions(QueueCollections collections) {
    this.collections = collections;
  }

  Bson of(DeliveryState state) {
    switch (state) {
      case DEFERRED:
        return Filters.and(free(), later());
      case LEASED:
        return Filters.and(
            Filters.exists(ZoneFields.LEASE_UNTIL),
            Filters.ne(ZoneFields.ASSIGNED, ZoneFields.FAILED));
      case STAGED:
        return Filters.or(
            Filters.exists(ZoneFields.HAND_OVER_TIME),
            Filters.and(
                Filters.exists(ZoneFields.FAILURE_NEXT),
                Filters.exists(ZoneFields.SET_ASIDE_TIME, false)),
            Filters.and(
                Filters.exists(ZoneFields.DELAY_NEXT),
                Filters.eq(ZoneFields.ASSIGNED, ZoneFields.STAGED)));
      case SET_ASIDE:
        return Filters.exists(ZoneFields.SET_ASIDE_TIME);
      case ELSEWHERE:
        return Filters.nin(
            ZoneFields.ASSIGNED,
            ZoneFields.UNASSIGNED,
            ZoneFields.STAGED,
            ZoneFields.FAILED,
            collections.settings().instance());
      default:
        return Filters.and(free(), Filters.lte(ZoneFields.QUEUED, now()));
    }
  }

  /** Those that nobody works on and no other instance has been given. */
  Bson free() {
    return Filters.and(
        Filters.eq(ZoneFields.LOCKED, false), new LeaseUpdates(collections).unassigned());
  }

  /** Those whose next attempt is in the future. */
  Bson later() {
    return Filters.gt(ZoneFields.QUEUED, now());
  }

  /** Those of sending zones: not those of James' queues. */
  static Bson inSendingZones() {
    return Filters.not(Filters.regex(ZoneFields.ZONE, "^" + ZoneFields.JAMES_ZONES));
  }

  private Date now() {
    return Date.from(collections.clock().instant());
  }
}
