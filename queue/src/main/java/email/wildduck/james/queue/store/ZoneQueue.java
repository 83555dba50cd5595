package email.wildduck.james.queue.store;

import static email.wildduck.james.queue.store.ZoneFields.LEASE_UNTIL;
import static email.wildduck.james.queue.store.ZoneFields.LOCKED;
import static email.wildduck.james.queue.store.ZoneFields.PRIORITY;
import static email.wildduck.james.queue.store.ZoneFields.QUEUED;
import static email.wildduck.james.queue.store.ZoneFields.ZONE;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import email.wildduck.james.queue.timing.QueueStep;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Taking and giving back deliveries: each one atomic call to the database. */
final class ZoneQueue {
  /** Highest priority first, then the order of arrival. Both index and browsing follow it. */
  static final Bson ORDER =
      Sorts.orderBy(Sorts.descending(PRIORITY), Sorts.ascending(QUEUED, "_id"));

  private final MongoCollection<Document> deliveries;
  private final LeaseUpdates updates;
  private final QueueCollections collections;
  private final Clock clock;

  ZoneQueue(QueueCollections collections) {
    this.collections = collections;
    this.deliveries = collections.deliveries();
    this.updates = new LeaseUpdates(collections);
    this.clock = collections.clock();
  }

  /**
   * Takes some of James' mails, and counts how often they have been taken: one with a single call,
   * several with three, however many they are.
   */
  List<TakenEntry> take(String zone, int most) {
    Instant now = clock.instant();
    String token = UUID.randomUUID().toString();
    List<Document> taken = new ArrayList<>();
    if (most == 1) {
      Optional.ofNullable(
              deliveries.findOneAndUpdate(
                  updates.due(zone, now),
                  taking(token, now),
                  new FindOneAndUpdateOptions().sort(ORDER).returnDocument(ReturnDocument.AFTER)))
          .ifPresent(taken::add);
    } else {
      takeSeveral(updates.due(zone, now), most, token, now).forEach(taken::add);
    }
    return taken.stream()
        .map(document -> new TakenEntry(Lease.of(zone, token, document), document))
        .collect(Collectors.toList());
  }

  private Bson taking(String token, Instant now) {
    return Updates.combine(updates.take(token, now), Updates.inc(ZoneFields.TAKES, 1));
  }

  /** Those that other nodes take at the same moment are theirs. */
  private Iterable<Document> takeSeveral(Bson due, int most, String token, Instant now) {
    List<Object> chosen =
        deliveries
            .find(due)
            .sort(ORDER)
            .limit(most)
            .projection(Projections.include("_id"))
            .map(document -> document.get("_id"))
            .into(new ArrayList<>());
    if (chosen.isEmpty()) {
      return List.of();
    }
    collections.hooks().reached(QueuePoint.TAKE_CHOSEN);
    Bson amongThem = Filters.in("_id", chosen);
    deliveries.updateMany(Filters.and(amongThem, due), taking(token, now));
    collections.hooks().reached(QueuePoint.TAKE_LEASED);
    return deliveries
        .find(Filters.and(amongThem, Filters.eq(ZoneFields.LEASE_TOKEN, token)))
        .sort(ORDER);
  }

  /** How many of the deliveries were still ours and are gone now. */
  long delete(List<Lease> leases) {
    // one by one in either way, so that the driver repeats the call when the connection breaks
    if (leases.size() == 1) {
      return deliveries.deleteOne(LeaseUpdates.heldBy(leases.get(0))).getDeletedCount();
    }
    List<DeleteOneModel<Document>> deletions =
        leases.stream()
            .map(lease -> new DeleteOneModel<Document>(LeaseUpdates.heldBy(lease)))
            .collect(Collectors.toList());
    return deliveries.bulkWrite(deletions, new BulkWriteOptions().ordered(false)).getDeletedCount();
  }

  /** Those of the deliveries that are there, whoever has them, by their {@code _id}s. */
  List<Object> existing(List<Lease> leases) {
    return deliveries
        .find(
            Filters.in("_id", leases.stream().map(Lease::documentId).collect(Collectors.toList())))
        .projection(Projections.include("_id"))
        .map(document -> document.get("_id"))
        .into(new ArrayList<>());
  }

  /** Whether the delivery was still ours and can be taken again from {@code queued} on. */
  boolean putBack(Lease lease, Instant queued) {
    Bson later = Updates.set(QUEUED, Date.from(queued));
    return update(LeaseUpdates.heldBy(lease), Updates.combine(LeaseUpdates.unlock(), later)) > 0;
  }

  /** As {@link #putBack}, at its old place. */
  boolean putBack(Lease lease) {
    return update(LeaseUpdates.heldBy(lease), LeaseUpdates.unlock()) > 0;
  }

  /** How many of the deliveries were still ours and are at their old places. */
  long putBack(List<Lease> leases) {
    return update(LeaseUpdates.heldBy(leases), LeaseUpdates.unlock());
  }

  /** Whether the delivery was still ours and nobody will take it any more. */
  boolean setAside(Lease lease, String reason) {
    Document setAside = new Document("reason", reason).append("time", clock.instant());
    return update(
            LeaseUpdates.heldBy(lease),
            Updates.combine(
                Updates.set(LOCKED, true),
                Updates.set(ZoneFields.SET_ASIDE, setAside),
                Updates.unset(ZoneFields.LEASE)))
        > 0;
  }

  /** Makes those of a zone ready again whose owner did not renew its lease. */
  long releaseExpired(String zone) {
    return update(Filters.and(Filters.eq(ZONE, zone), expired()), LeaseUpdates.unlock());
  }

  /** The same in all zones. */
  long releaseExpired() {
    return update(expired(), LeaseUpdates.unlock());
  }

  /** Makes ready again what this owner holds. */
  long releaseOwned(Collection<String> zones) {
    return update(
        Filters.and(
            Filters.in(ZONE, zones),
            Filters.eq(LOCKED, true),
            Filters.eq(ZoneFields.LEASE_OWNER, collections.owner())),
        LeaseUpdates.unlock());
  }

  /** How many of them still hold, for another lease's time from now. */
  long renew(Collection<String> tokens, List<Object> documentIds) {
    Bson renewal = Updates.set(LEASE_UNTIL, clock.instant().plus(collections.settings().lease()));
    return collections
        .timings()
        .timed(
            QueueStep.RENEW,
            () ->
                deliveries
                    .updateMany(LeaseUpdates.heldBy(tokens, documentIds), renewal)
                    .getMatchedCount());
  }

  /** Those of them that still hold: token and document. */
  void forEachHeld(
      Collection<String> tokens, List<Object> documentIds, BiConsumer<String, Object> visitor) {
    deliveries
        .find(LeaseUpdates.heldBy(tokens, documentIds))
        .projection(Projections.include(ZoneFields.LEASE_TOKEN))
        .forEach(
            document ->
                visitor.accept(
                    document.getEmbedded(List.of(ZoneFields.LEASE, "token"), String.class),
                    document.get("_id")));
  }

  /** Ends the delay of all that wait, and tells how many those were. */
  long makeReady(String zone) {
    Instant now = clock.instant();
    return update(
        Filters.and(
            Filters.eq(ZONE, zone), Filters.eq(LOCKED, false), Filters.gt(QUEUED, Date.from(now))),
        Updates.set(QUEUED, Date.from(now)));
  }

  private Bson expired() {
    return Filters.and(
        Filters.eq(LOCKED, true),
        Filters.lt(LEASE_UNTIL, Date.from(clock.instant())),
        // whoever reports next takes these over
        Filters.ne(ZoneFields.ASSIGNED, ZoneFields.FAILED));
  }

  private long update(Bson filter, Bson update) {
    return deliveries.updateMany(filter, update).getModifiedCount();
  }
}
