package email.wildduck.james.queue.store;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The conditions and changes that taking, renewing and giving back consist of. */
public final class LeaseUpdates {
  private final QueueCollections collections;

  /** For the owner that {@code collections} names. */
  public LeaseUpdates(QueueCollections collections) {
    this.collections = collections;
  }

  /** Deliveries of a zone that are due and that nobody has, as ZoneMTA asks for them. */
  public Bson due(String zone, Instant now) {
    return Filters.and(
        Filters.eq(ZoneFields.ZONE, zone),
        Filters.eq(ZoneFields.LOCKED, false),
        unassigned(),
        Filters.lte(ZoneFields.QUEUED, Date.from(now)));
  }

  /** Deliveries that no other instance has been given: what it has been given stays with it. */
  public Bson unassigned() {
    return Filters.in(
        ZoneFields.ASSIGNED, ZoneFields.UNASSIGNED, collections.settings().instance());
  }

  /** Takes a delivery under a token, from now until a lease's time later. */
  public Bson take(String token, Instant now) {
    List<Bson> changes = new ArrayList<>();
    taken(token, now).forEach((field, value) -> changes.add(Updates.set(field, value)));
    return Updates.combine(changes);
  }

  /** A copy of a delivery as {@link #take} leaves it in the database. */
  public Document taken(Document delivery, String token, Instant now) {
    Document taken = new Document(delivery);
    taken.putAll(taken(token, now));
    return collections.asStored(taken);
  }

  private Document taken(String token, Instant now) {
    return new Document(ZoneFields.LOCKED, true)
        .append(ZoneFields.LOCK_TIME, now.toEpochMilli())
        .append(ZoneFields.ASSIGNED, collections.settings().instance())
        .append(
            ZoneFields.LEASE,
            new Document("owner", collections.owner())
                .append("token", token)
                .append("until", now.plus(collections.settings().lease())));
  }

  /** The delivery of a lease, as long as that holds. */
  public static Bson heldBy(Lease lease) {
    return Filters.and(
        Filters.eq("_id", lease.documentId()), Filters.eq(ZoneFields.LEASE_TOKEN, lease.token()));
  }

  /** The deliveries of these leases, as far as those hold. */
  public static Bson heldBy(Collection<Lease> leases) {
    List<String> tokens = new ArrayList<>();
    List<Object> ids = new ArrayList<>();
    leases.forEach(
        lease -> {
          tokens.add(lease.token());
          ids.add(lease.documentId());
        });
    return heldBy(tokens, ids);
  }

  /** The same by their tokens and documents. */
  static Bson heldBy(Collection<String> tokens, List<Object> documentIds) {
    return Filters.and(Filters.in("_id", documentIds), Filters.in(ZoneFields.LEASE_TOKEN, tokens));
  }

  /** Gives a delivery back, for anybody to take. */
  public static Bson unlock() {
    return Updates.combine(
        Updates.set(ZoneFields.LOCKED, false),
        Updates.set(ZoneFields.LOCK_TIME, 0),
        Updates.set(ZoneFields.ASSIGNED, ZoneFields.UNASSIGNED),
        Updates.unset(ZoneFields.LEASE));
  }
}
