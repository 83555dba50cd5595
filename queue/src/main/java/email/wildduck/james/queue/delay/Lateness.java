package email.wildduck.james.queue.delay;

import com.mongodb.client.model.Filters;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.ZoneFields;
import email.wildduck.james.queue.zone.DeferralState;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Which deliveries of a message a warning names. */
final class Lateness {
  private final QueueCollections collections;
  private final Optional<Duration> warnAfter;

  Lateness(QueueCollections collections, Optional<Duration> warnAfter) {
    this.collections = collections;
    this.warnAfter = warnAfter;
  }

  /** Whether a deferral has said that the sender is to be told, who was not told. */
  static boolean isDue(Document delivery) {
    return has(delivery, "next") && !has(delivery, "warned") && !has(delivery, "warning");
  }

  /**
   * Whether it is to be named when another is due: it waits for as long, by now or until its next
   * attempt, and no deferral of anybody's was late enough for a warning.
   */
  boolean isLate(Document delivery, Instant now) {
    if (warnAfter.isEmpty() || has(delivery, "warned") || has(delivery, "warning")) {
      return false;
    }
    try {
      QueuedDelivery read = QueuedDelivery.of(delivery);
      Instant end = read.queued().isAfter(now) ? read.queued() : now;
      return read.deferral().filter(state -> isLate(state, end)).isPresent();
    } catch (BrokenEntryException e) {
      // whoever takes it for an attempt sets it aside
      return false;
    }
  }

  private boolean isLate(DeferralState state, Instant end) {
    return isReached(state.first(), end) && !isReached(state.first(), state.last());
  }

  private boolean isReached(Instant first, Instant time) {
    return Duration.between(first, time).compareTo(warnAfter.orElseThrow()) >= 0;
  }

  /** Whether nobody has it in work. */
  boolean isFree(Document delivery) {
    Object assigned = delivery.get(ZoneFields.ASSIGNED);
    return Boolean.FALSE.equals(delivery.get(ZoneFields.LOCKED))
        && (ZoneFields.UNASSIGNED.equals(assigned)
            || collections.settings().instance().equals(assigned));
  }

  /** Those of these that nobody has in work, and that no warning has named. */
  Bson takeable(List<Object> documentIds) {
    return Filters.and(
        Filters.in("_id", documentIds),
        Filters.eq(ZoneFields.LOCKED, false),
        new LeaseUpdates(collections).unassigned(),
        Filters.exists(ZoneFields.WARNING, false),
        Filters.exists(ZoneFields.WARNED, false));
  }

  static boolean has(Document delivery, String field) {
    Object delay = delivery.get(ZoneFields.DELAY);
    return delay instanceof Document && ((Document) delay).containsKey(field);
  }
}
