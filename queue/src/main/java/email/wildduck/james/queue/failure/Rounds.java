package email.wildduck.james.queue.failure;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.ZoneFields;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * Which deliveries are in the round of attempts that goes on: those that one of our nodes has in
 * work, and those that are due and free for it. What waits for a later time or belongs to another
 * instance, such as a ZoneMTA, is not.
 */
public final class Rounds {
  private final QueueCollections collections;

  /** Of the queue in these collections. */
  public Rounds(QueueCollections collections) {
    this.collections = collections;
  }

  /** Those messages that have deliveries in their round. */
  Set<QueueId> openOf(Collection<QueueId> messages) {
    Set<String> open = new HashSet<>();
    Instant now = collections.clock().instant();
    collections
        .deliveries()
        .find(
            Filters.in(
                ZoneFields.ID,
                messages.stream().map(QueueId::asString).collect(Collectors.toSet())))
        .projection(
            Projections.include(
                ZoneFields.ID,
                ZoneFields.ASSIGNED,
                ZoneFields.LOCKED,
                ZoneFields.QUEUED,
                ZoneFields.SET_ASIDE))
        .forEach(
            document -> {
              if (isInRound(document, now)) {
                open.add(document.getString(ZoneFields.ID));
              }
            });
    return messages.stream().filter(id -> open.contains(id.asString())).collect(Collectors.toSet());
  }

  /** Whether a delivery, as it stands in the queue, is in its round at that time. */
  public boolean isInRound(Document delivery, Instant now) {
    Object assigned = delivery.get(ZoneFields.ASSIGNED);
    if (delivery.containsKey(ZoneFields.SET_ASIDE)) {
      return false;
    }
    if (assigned instanceof String && assigned.equals(ZoneFields.STAGED)) {
      return true;
    }
    boolean ours = collections.settings().instance().equals(assigned);
    if (Boolean.TRUE.equals(delivery.get(ZoneFields.LOCKED))) {
      return ours;
    }
    Object queued = delivery.get(ZoneFields.QUEUED);
    return (ours || ZoneFields.UNASSIGNED.equals(assigned))
        && queued instanceof Date
        && !((Date) queued).toInstant().isAfter(now);
  }
}
