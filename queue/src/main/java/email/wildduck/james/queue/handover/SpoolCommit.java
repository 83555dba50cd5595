package email.wildduck.james.queue.handover;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.ZoneFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The commit point of a hand-over: one update makes the spool document the first delivery, as long
 * as the lease on it holds.
 */
final class SpoolCommit {
  private final MongoCollection<Document> deliveries;
  private final LeaseUpdates updates;

  SpoolCommit(QueueCollections collections) {
    this.deliveries = collections.deliveries();
    this.updates = new LeaseUpdates(collections);
  }

  /** Commits and releases a message with one recipient; false when the lease was lost. */
  boolean released(Lease spool, NewDelivery delivery) {
    List<Bson> changes = routing(delivery);
    changes.add(LeaseUpdates.unlock());
    return update(spool, changes);
  }

  /**
   * Commits a message with one recipient and takes its delivery at the same time.
   *
   * @return the delivery; empty when the lease was lost
   */
  Optional<Document> taken(Lease spool, NewDelivery delivery, String token, Instant now) {
    List<Bson> changes = routing(delivery);
    changes.add(updates.take(token, now));
    return update(spool, changes)
        ? Optional.of(updates.taken(firstDelivery(spool, delivery), token, now))
        : Optional.empty();
  }

  /** Commits a message with one recipient, whose delivery stays under the lease that it has. */
  static Bson keeping(NewDelivery delivery) {
    return Updates.combine(routing(delivery));
  }

  /**
   * Commits a message with several; the first delivery stays locked. False when the lease was lost.
   *
   * @param mark what goes into {@code handOver}
   */
  boolean locked(Lease spool, NewDelivery delivery, Document mark) {
    return update(spool, locking(delivery, mark));
  }

  /** The changes that {@link #locked} makes; to be added to. */
  static List<Bson> locking(NewDelivery delivery, Document mark) {
    List<Bson> changes = routing(delivery);
    changes.add(Updates.set(ZoneFields.HAND_OVER, mark));
    changes.add(Updates.unset(ZoneFields.LEASE));
    return changes;
  }

  /** What becomes of the spool document, but for its lock. */
  static Document firstDelivery(Lease spool, NewDelivery delivery) {
    Document first = spool.document();
    first.putAll(delivery.routing(1));
    first.remove(ZoneFields.EXTENSION);
    return first;
  }

  private static List<Bson> routing(NewDelivery delivery) {
    List<Bson> changes = new ArrayList<>();
    delivery.routing(1).forEach((field, value) -> changes.add(Updates.set(field, value)));
    changes.add(Updates.unset(ZoneFields.EXTENSION));
    return changes;
  }

  private boolean update(Lease spool, List<Bson> changes) {
    return deliveries
            .updateOne(LeaseUpdates.heldBy(spool), Updates.combine(changes))
            .getModifiedCount()
        > 0;
  }
}
