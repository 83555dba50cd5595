package email.wildduck.james.queue.handover;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import email.wildduck.james.queue.id.DeliveryDocumentId;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.ZoneFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The steps of a hand-over of several deliveries as the statements of one ordered command: stage
 * the others, commit, release the others, release the first. A release may take the delivery at the
 * same time.
 *
 * <p>The database does the statements in their order and none after one that fails. So when it
 * stops in between, what is in it is what a step-by-step hand-over leaves that was stopped there,
 * and the repair is the same. Two statements fail when the next ones must not be done:
 *
 * <ul>
 *   <li>Staging, when the {@code _id} is there: what an earlier owner has staged.
 *   <li>The commit, when it finds nothing to update. An update that finds nothing is no error by
 *       itself; it is told to insert then, and what it would insert contradicts its own condition,
 *       which the database refuses.
 * </ul>
 */
final class HandOverCommand {
  /** What came out of it. */
  enum Result {
    /** All was done. */
    DONE,
    /** It was committed; some deliveries were not there any more when they were to be released. */
    PARTLY,
    /** The lease was lost: nothing was committed. */
    LOST,
    /** Others have staged deliveries: nothing was committed. */
    IN_THE_WAY
  }

  private static final int DUPLICATE_KEY = 11000;
  private static final int IMMUTABLE_FIELD = 66;

  /** An {@code _id} that no delivery has. */
  private static final String NOBODY = "nobody's";

  private final MongoCollection<Document> deliveries;
  private final QueueId id;
  private final int number;
  private final List<WriteModel<Document>> statements = new ArrayList<>();

  private HandOverCommand(MongoCollection<Document> deliveries, QueueId id, int number) {
    this.deliveries = deliveries;
    this.id = id;
    this.number = number;
  }

  /**
   * @param mark what goes into {@code handOver} in between
   * @param isTaken the deliveries that are taken when they are released
   * @param take what takes a delivery
   */
  static HandOverCommand of(
      MongoCollection<Document> deliveries,
      Lease spool,
      QueueId id,
      List<NewDelivery> all,
      Document mark,
      Instant now,
      Predicate<NewDelivery> isTaken,
      Bson take) {
    HandOverCommand command = new HandOverCommand(deliveries, id, all.size());
    Instant created = spool.created().orElse(now);
    for (int number = 2; number <= all.size(); number++) {
      command.stage(all.get(number - 1), number, created, mark);
    }
    command.commit(spool, all.get(0), mark);
    for (int number = 2; number <= all.size(); number++) {
      command.release(
          Filters.and(
              Filters.eq("_id", DeliveryDocumentId.of(id, number)),
              Filters.eq(ZoneFields.ASSIGNED, ZoneFields.STAGED),
              Filters.eq(ZoneFields.HAND_OVER_TOKEN, spool.token())),
          isTaken.test(all.get(number - 1)) ? take : LeaseUpdates.unlock());
    }
    command.release(
        StagedDeliveries.committedFirst(spool.documentId(), spool.token()),
        isTaken.test(all.get(0)) ? take : LeaseUpdates.unlock());
    return command;
  }

  /** Inserts; an upsert, because a command of updates takes no insertions. */
  private void stage(NewDelivery delivery, int number, Instant created, Document mark) {
    Document document =
        delivery.document(id, number, created).append(ZoneFields.ASSIGNED, ZoneFields.STAGED);
    Object documentId = document.remove("_id");
    statements.add(
        new UpdateOneModel<>(
            Filters.and(Filters.eq("_id", documentId), Filters.eq(ZoneFields.HAND_OVER, mark)),
            new Document("$setOnInsert", document),
            new UpdateOptions().upsert(true)));
  }

  private void commit(Lease spool, NewDelivery delivery, Document mark) {
    List<Bson> changes = SpoolCommit.locking(delivery, mark);
    changes.add(Updates.setOnInsert("_id", NOBODY));
    statements.add(
        new UpdateOneModel<>(
            LeaseUpdates.heldBy(spool),
            Updates.combine(changes),
            new UpdateOptions().upsert(true)));
  }

  private void release(Bson staged, Bson change) {
    statements.add(
        new UpdateOneModel<>(staged, Updates.combine(change, Updates.unset(ZoneFields.HAND_OVER))));
  }

  /** Runs it. */
  Result run() {
    try {
      // the spool document as well, in the commit
      boolean all = deliveries.bulkWrite(statements).getMatchedCount() == number + 1;
      return all ? Result.DONE : Result.PARTLY;
    } catch (MongoBulkWriteException e) {
      if (e.getWriteConcernError() != null || e.getWriteErrors().size() != 1) {
        throw e;
      }
      BulkWriteError error = e.getWriteErrors().get(0);
      if (error.getIndex() == number - 1 && error.getCode() == IMMUTABLE_FIELD) {
        return Result.LOST;
      }
      if (error.getIndex() < number - 1 && error.getCode() == DUPLICATE_KEY) {
        return Result.IN_THE_WAY;
      }
      throw e;
    }
  }
}
