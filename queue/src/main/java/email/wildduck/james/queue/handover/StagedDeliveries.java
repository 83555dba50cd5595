package email.wildduck.james.queue.handover;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import email.wildduck.james.queue.id.DeliveryDocumentId;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.ZoneFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The deliveries of a message between spool and zones: each method is one call, and repeatable. */
final class StagedDeliveries {
  private static final int DUPLICATE_KEY = 11000;

  private final QueueCollections collections;
  private final MongoCollection<Document> deliveries;
  private final SpoolCommit commit;

  /** On the collection of deliveries. */
  StagedDeliveries(QueueCollections collections) {
    this.collections = collections;
    this.deliveries = collections.deliveries();
    this.commit = new SpoolCommit(collections);
  }

  /**
   * Writes all deliveries but the first, for nobody to take. What an earlier owner of the message
   * has staged is replaced; what a later one has staged, or what is past this stage, stays.
   */
  void stage(Lease spool, QueueId id, List<NewDelivery> all, Instant now) {
    stage(mark(spool, now), id, all, spool.created().orElse(now));
  }

  /** As above, for a message that comes from no spool. */
  void stage(String token, QueueId id, List<NewDelivery> all, Instant now) {
    stage(mark(token, 0, now), id, all, now);
  }

  private void stage(Document mark, QueueId id, List<NewDelivery> all, Instant created) {
    List<WriteModel<Document>> writes = new ArrayList<>();
    for (int number = 2; number <= all.size(); number++) {
      Document document =
          all.get(number - 1)
              .document(id, number, created)
              .append(ZoneFields.ASSIGNED, ZoneFields.STAGED)
              .append(ZoneFields.HAND_OVER, mark);
      writes.add(
          new ReplaceOneModel<>(
              Filters.and(
                  Filters.eq("_id", document.get("_id")),
                  Filters.eq(ZoneFields.ASSIGNED, ZoneFields.STAGED),
                  Filters.lte(ZoneFields.HAND_OVER_TAKES, mark.get("takes"))),
              document,
              new ReplaceOptions().upsert(true)));
    }
    try {
      deliveries.bulkWrite(writes, new BulkWriteOptions().ordered(false));
    } catch (MongoBulkWriteException e) {
      if (e.getWriteConcernError() != null
          || e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
        throw e;
      }
    }
  }

  /** The first delivery of a message, as far as it is in the queue. */
  Optional<Document> first(QueueId id) {
    return Optional.ofNullable(
        deliveries.find(Filters.eq("_id", DeliveryDocumentId.of(id, 1))).first());
  }

  /** Commits a message that comes from no spool, and releases it when it has one delivery. */
  void insertFirst(String token, QueueId id, List<NewDelivery> all, Instant now) {
    Document document = all.get(0).document(id, 1, now);
    if (all.size() > 1) {
      document
          .append(ZoneFields.LOCKED, true)
          .append(ZoneFields.ASSIGNED, collections.settings().instance())
          .append(ZoneFields.HAND_OVER, mark(token, 0, now));
    }
    try {
      deliveries.insertOne(document);
    } catch (MongoWriteException e) {
      if (e.getCode() != DUPLICATE_KEY) {
        throw e;
      }
    }
  }

  /** Commits a message with several; the first delivery stays locked. False when it was lost. */
  boolean becomesFirstDelivery(Lease spool, NewDelivery delivery, Instant now) {
    return commit.locked(spool, delivery, mark(spool, now));
  }

  /** After the commit: lets the others be taken, and tells how many those were. */
  long releaseOthers(QueueId id, String token) {
    return deliveries
        .updateMany(
            stagedBy(id, token),
            Updates.combine(
                Updates.set(ZoneFields.ASSIGNED, ZoneFields.UNASSIGNED),
                Updates.unset(ZoneFields.HAND_OVER)))
        .getModifiedCount();
  }

  /** After {@link #releaseOthers}: lets the first be taken. False when it could be already. */
  boolean releaseFirst(Object documentId, String token) {
    return update(
        committedFirst(documentId, token),
        Updates.combine(LeaseUpdates.unlock(), Updates.unset(ZoneFields.HAND_OVER)));
  }

  /** The first delivery between commit and release. */
  static Bson committedFirst(Object documentId, String token) {
    return Filters.and(
        Filters.eq("_id", documentId),
        Filters.eq(ZoneFields.HAND_OVER_TOKEN, token),
        Filters.eq(ZoneFields.LOCKED, true));
  }

  /** Without a commit: deletes what an owner has staged, and tells how many those were. */
  long withdraw(QueueId id, String token) {
    return deliveries.deleteMany(stagedBy(id, token)).getDeletedCount();
  }

  private static Bson stagedBy(QueueId id, String token) {
    return Filters.and(
        Filters.eq(ZoneFields.ID, id.asString()),
        Filters.eq(ZoneFields.ASSIGNED, ZoneFields.STAGED),
        Filters.eq(ZoneFields.HAND_OVER_TOKEN, token));
  }

  /** What goes into {@code handOver} of the deliveries of a message of the spool. */
  Document mark(Lease spool, Instant now) {
    return mark(spool.token(), spool.takes(), now);
  }

  private Document mark(String token, long takes, Instant now) {
    return new Document("token", token)
        .append("takes", takes)
        .append("time", Date.from(now))
        .append("owner", collections.owner());
  }

  private boolean update(Bson filter, Bson update) {
    return deliveries.updateOne(filter, update).getModifiedCount() > 0;
  }
}
