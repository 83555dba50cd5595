package email.wildduck.james.queue.failure;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.MessageRef;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.ZoneFields;
import email.wildduck.james.queue.timing.QueueStep;
import email.wildduck.james.queue.timing.QueueTimings;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Puts reports about deliveries into the queue, in place of these; see the package. */
public final class Reports {
  private static final String DOCUMENT = "document";
  private static final String OTHERS = "others";

  private final QueueStore store;
  private final QueueCollections collections;
  private final MongoCollection<Document> deliveries;

  /**
   * @param store of this process
   */
  public Reports(QueueStore store) {
    this.store = store;
    this.collections = store.collections();
    this.deliveries = collections.deliveries();
  }

  /**
   * Writes the file of a report. It is deleted by the sweeper when it is not committed.
   *
   * @throws IOException when the message cannot be read
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the database fails
   */
  public WrittenReport write(QueueId id, NewMessage report, NewDelivery delivery)
      throws IOException {
    try (QueueTimings.Timing timing = collections.timings().start(QueueStep.ACCEPT)) {
      MongoFailures.<IOException>translateAction(
          "storing report " + id,
          () -> store.files().write(id, report, collections.clock().instant()));
      timing.succeeded();
    }
    collections.hooks().reached(QueuePoint.REPORT_FILE_WRITTEN);
    return new WrittenReport(id, delivery);
  }

  /**
   * Ends deliveries of one message with the report about them; when the database is away, as soon
   * as it is back.
   *
   * @param failed one delivery, or claimed failures
   * @return false when they are somebody else's by now; nothing is queued then
   */
  public boolean commit(List<TakenDelivery> failed, WrittenReport report) {
    TakenDelivery first = failed.get(0);
    List<Lease> leases = failed.stream().map(TakenDelivery::lease).collect(Collectors.toList());
    return store
        .work()
        .endSurely(
            leases,
            "reporting " + failed.size() + " of " + first.delivery().id(),
            () ->
                failed.size() == 1
                    ? isReplaced(
                        LeaseUpdates.heldBy(first.lease()),
                        documentOf(first.lease().documentId(), report),
                        first.message())
                    : isCommitted(leases, first.message(), report));
  }

  private boolean isCommitted(List<Lease> failed, MessageRef about, WrittenReport report) {
    Object first = failed.get(0).documentId();
    Document mark =
        new Document(DOCUMENT, documentOf(first, report))
            .append(
                OTHERS,
                failed.stream().skip(1).map(Lease::documentId).collect(Collectors.toList()));
    boolean committed =
        deliveries
                .updateOne(
                    LeaseUpdates.heldBy(failed.get(0)),
                    Updates.combine(
                        Updates.set(ZoneFields.REPORT, mark), Updates.unset(ZoneFields.LEASE)))
                .getModifiedCount()
            > 0;
    if (committed) {
      collections.hooks().reached(QueuePoint.REPORT_COMMITTED);
      complete(first, mark, about);
    }
    return committed;
  }

  /** Goes on after the commit; without an effect when somebody else has done it. */
  void complete(Document committed) {
    complete(
        committed.get("_id"),
        committed.get(ZoneFields.REPORT, Document.class),
        MessageRef.of(QueueId.of(committed.getString(ZoneFields.ID))));
  }

  private void complete(Object first, Document mark, MessageRef about) {
    Document report = mark.get(DOCUMENT, Document.class);
    deliveries.deleteMany(
        Filters.and(
            Filters.in("_id", mark.getList(OTHERS, Object.class)),
            Filters.eq(ZoneFields.ASSIGNED, ZoneFields.FAILED)));
    collections.hooks().reached(QueuePoint.REPORT_OTHERS_DELETED);
    isReplaced(
        Filters.and(
            Filters.eq("_id", first), Filters.eq(ZoneFields.REPORT_ID, report.get(ZoneFields.ID))),
        report,
        about);
  }

  private boolean isReplaced(Bson failure, Document report, MessageRef about) {
    boolean replaced = deliveries.replaceOne(failure, report).getModifiedCount() > 0;
    if (replaced) {
      collections.hooks().reached(QueuePoint.REPORT_QUEUED);
      store.signals().signal(report.getString(ZoneFields.ZONE));
      store.unusedMessages().deleteAfterEnd(about);
    }
    return replaced;
  }

  /** The report's delivery in the place of a failed one. */
  private Document documentOf(Object documentId, WrittenReport report) {
    return report
        .delivery()
        .document(report.id(), 1, collections.clock().instant())
        .append("_id", documentId);
  }
}
