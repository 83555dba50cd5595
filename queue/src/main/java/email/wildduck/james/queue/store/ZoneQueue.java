package email.wildduck.james.queue.store;

import static email.wildduck.james.queue.store.ZoneFields.ASSIGNED;
import static email.wildduck.james.queue.store.ZoneFields.LEASE;
import static email.wildduck.james.queue.store.ZoneFields.LEASE_OWNER;
import static email.wildduck.james.queue.store.ZoneFields.LEASE_TOKEN;
import static email.wildduck.james.queue.store.ZoneFields.LEASE_UNTIL;
import static email.wildduck.james.queue.store.ZoneFields.LOCKED;
import static email.wildduck.james.queue.store.ZoneFields.LOCK_TIME;
import static email.wildduck.james.queue.store.ZoneFields.PRIORITY;
import static email.wildduck.james.queue.store.ZoneFields.QUEUED;
import static email.wildduck.james.queue.store.ZoneFields.SET_ASIDE;
import static email.wildduck.james.queue.store.ZoneFields.UNASSIGNED;
import static email.wildduck.james.queue.store.ZoneFields.ZONE;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import email.wildduck.james.queue.id.DeliverySequence;
import email.wildduck.james.queue.id.QueueId;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/** Inserting, taking and giving back deliveries: each one atomic call to the database. */
final class ZoneQueue {
  /** Highest priority first, then the order of arrival. Both index and browsing follow it. */
  static final Bson ORDER =
      Sorts.orderBy(Sorts.descending(PRIORITY), Sorts.ascending(QUEUED, "_id"));

  private final MongoCollection<Document> deliveries;
  private final QueueStoreSettings settings;
  private final String owner;
  private final Clock clock;

  ZoneQueue(
      MongoCollection<Document> deliveries,
      QueueStoreSettings settings,
      String owner,
      Clock clock) {
    this.deliveries = deliveries;
    this.settings = settings;
    this.owner = owner;
    this.clock = clock;
  }

  void insert(ObjectId documentId, QueueId id, NewDelivery delivery, Instant created) {
    deliveries.insertOne(
        new Document("_id", documentId)
            .append(ZoneFields.ID, id.asString())
            .append(ZoneFields.SEQ, DeliverySequence.format(1))
            .append(ZoneFields.DOMAIN, delivery.domain())
            .append(ZONE, delivery.zone())
            .append(ZoneFields.RECIPIENT, delivery.recipient())
            .append(LOCKED, false)
            .append(LOCK_TIME, 0)
            .append(ASSIGNED, UNASSIGNED)
            .append(QUEUED, delivery.queued())
            .append(ZoneFields.CREATED, created)
            .append(ZoneFields.EXTENSION, delivery.extension()));
  }

  Optional<TakenEntry> take(String zone) {
    Instant now = clock.instant();
    String token = UUID.randomUUID().toString();
    Document taken =
        deliveries.findOneAndUpdate(
            Filters.and(
                Filters.eq(ZONE, zone),
                Filters.eq(LOCKED, false),
                Filters.lte(QUEUED, now),
                // what another instance has been given stays with it
                Filters.in(ASSIGNED, UNASSIGNED, settings.instance())),
            Updates.combine(
                Updates.set(LOCKED, true),
                Updates.set(LOCK_TIME, now.toEpochMilli()),
                Updates.set(ASSIGNED, settings.instance()),
                Updates.set(
                    LEASE,
                    new Document("owner", owner)
                        .append("token", token)
                        .append("until", now.plus(settings.lease())))),
            new FindOneAndUpdateOptions().sort(ORDER).returnDocument(ReturnDocument.AFTER));
    return Optional.ofNullable(taken)
        .map(document -> new TakenEntry(new Lease(zone, document.get("_id"), token), document));
  }

  /** Whether the delivery was still ours and is gone now. */
  boolean delete(Lease lease) {
    return deliveries.deleteOne(heldBy(lease)).getDeletedCount() > 0;
  }

  /** Whether the delivery was still ours and can be taken again from {@code queued} on. */
  boolean putBack(Lease lease, Instant queued) {
    return update(heldBy(lease), Updates.combine(unlock(), Updates.set(QUEUED, queued))) > 0;
  }

  /** As {@link #putBack}, at its old place. */
  boolean putBack(Lease lease) {
    return update(heldBy(lease), unlock()) > 0;
  }

  /** Whether the delivery was still ours and nobody will take it any more. */
  boolean setAside(Lease lease, String reason) {
    Document setAside = new Document("reason", reason).append("time", clock.instant());
    return update(
            heldBy(lease),
            Updates.combine(
                Updates.set(LOCKED, true), Updates.set(SET_ASIDE, setAside), Updates.unset(LEASE)))
        > 0;
  }

  /** Makes those ready again whose owner did not renew its lease. */
  long releaseExpired(String zone) {
    return update(
        Filters.and(
            Filters.eq(ZONE, zone),
            Filters.eq(LOCKED, true),
            Filters.lt(LEASE_UNTIL, clock.instant())),
        unlock());
  }

  /** Makes ready again what this owner holds. */
  long releaseOwned(Collection<String> zones) {
    return update(
        Filters.and(
            Filters.in(ZONE, zones), Filters.eq(LOCKED, true), Filters.eq(LEASE_OWNER, owner)),
        unlock());
  }

  /** How many of them are still ours, for another lease's time from now. */
  long renew(Collection<Object> documentIds) {
    return deliveries
        .updateMany(
            Filters.and(Filters.in("_id", documentIds), Filters.eq(LEASE_OWNER, owner)),
            Updates.set(LEASE_UNTIL, clock.instant().plus(settings.lease())))
        .getMatchedCount();
  }

  /** Ends the delay of all that wait, and tells how many those were. */
  long makeReady(String zone) {
    Instant now = clock.instant();
    return update(
        Filters.and(Filters.eq(ZONE, zone), Filters.eq(LOCKED, false), Filters.gt(QUEUED, now)),
        Updates.set(QUEUED, now));
  }

  private long update(Bson filter, Bson update) {
    return deliveries.updateMany(filter, update).getModifiedCount();
  }

  private static Bson heldBy(Lease lease) {
    return Filters.and(
        Filters.eq("_id", lease.documentId()), Filters.eq(LEASE_TOKEN, lease.token()));
  }

  private static Bson unlock() {
    return Updates.combine(
        Updates.set(LOCKED, false),
        Updates.set(LOCK_TIME, 0),
        Updates.set(ASSIGNED, UNASSIGNED),
        Updates.unset(LEASE));
  }
}
