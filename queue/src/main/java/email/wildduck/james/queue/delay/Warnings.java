package email.wildduck.james.queue.delay;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import email.wildduck.james.queue.failure.WrittenReport;
import email.wildduck.james.queue.id.DeliveryDocumentId;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.MessageRef;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.ZoneFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The steps of a warning that is written; see the package. Each can be repeated. */
final class Warnings {
  private static final int DUPLICATE_KEY = 11000;
  private static final String OF = "of";
  private static final String NAMED = "named";
  private static final String TOKEN = "token";

  private final QueueStore store;
  private final QueueCollections collections;
  private final MongoCollection<Document> deliveries;

  Warnings(QueueStore store) {
    this.store = store;
    this.collections = store.collections();
    this.deliveries = collections.deliveries();
  }

  /** False when the first is somebody else's by now, or was warned of. */
  boolean isCommitted(QueueId message, List<Lease> named, WrittenReport warning) {
    Lease first = named.get(0);
    stage(message, named, warning);
    collections.hooks().reached(QueuePoint.WARNING_STAGED);
    boolean committed =
        deliveries
                .updateOne(
                    Filters.and(
                        LeaseUpdates.heldBy(first), Filters.exists(ZoneFields.WARNED, false)),
                    Updates.set(ZoneFields.WARNING, warning.id().asString()))
                .getMatchedCount()
            > 0;
    if (committed) {
      collections.hooks().reached(QueuePoint.WARNING_COMMITTED);
      complete(message, warning.id());
    } else {
      withdraw(warning.id());
    }
    return committed;
  }

  private void stage(QueueId message, List<Lease> named, WrittenReport warning) {
    Instant now = collections.clock().instant();
    Document staged =
        warning
            .delivery()
            .document(warning.id(), 1, now)
            .append(ZoneFields.LOCKED, true)
            .append(ZoneFields.ASSIGNED, ZoneFields.STAGED)
            .append(
                ZoneFields.DELAY,
                new Document("next", Date.from(now.plus(collections.settings().lease())))
                    .append(OF, message.asString())
                    .append(
                        NAMED, named.stream().map(Lease::documentId).collect(Collectors.toList()))
                    .append(TOKEN, named.get(0).token()));
    try {
      deliveries.insertOne(staged);
    } catch (MongoWriteException e) {
      if (e.getCode() != DUPLICATE_KEY) {
        throw e;
      }
    }
  }

  /** Goes on after the commit; without an effect when somebody else has done it. */
  void complete(QueueId message, QueueId warning) {
    Optional<Document> staged = Optional.ofNullable(deliveries.find(stagedOne(warning)).first());
    staged.ifPresent(
        found -> {
          deliveries.updateMany(
              Filters.and(
                  Filters.in("_id", namedBy(found)), Filters.exists(ZoneFields.WARNED, false)),
              Updates.set(ZoneFields.WARNING, warning.asString()));
          release(found, warning);
        });
    deliveries.updateMany(
        Filters.and(
            Filters.eq(ZoneFields.ID, message.asString()),
            Filters.eq(ZoneFields.WARNING, warning.asString())),
        Updates.combine(
            Updates.set(ZoneFields.WARNED, Date.from(collections.clock().instant())),
            Updates.unset(ZoneFields.DELAY_NEXT),
            Updates.unset(ZoneFields.WARNING)));
    collections.hooks().reached(QueuePoint.WARNING_NOTED);
  }

  private void release(Document staged, QueueId warning) {
    boolean released =
        deliveries
                .updateOne(
                    stagedOne(warning),
                    Updates.combine(LeaseUpdates.unlock(), Updates.unset(ZoneFields.DELAY)))
                .getModifiedCount()
            > 0;
    if (released) {
      collections.hooks().reached(QueuePoint.WARNING_QUEUED);
      store.signals().signal(staged.getString(ZoneFields.ZONE));
    }
  }

  /** Those that are staged, whoever did that. */
  static Bson staged() {
    return Filters.and(
        Filters.exists(ZoneFields.DELAY_NEXT), Filters.eq(ZoneFields.ASSIGNED, ZoneFields.STAGED));
  }

  static boolean isStaged(Document document) {
    return ZoneFields.STAGED.equals(document.get(ZoneFields.ASSIGNED));
  }

  /** Releases or deletes what is staged, unless who staged it may still commit. */
  void settle(Document staged) {
    QueueId warning = QueueId.of(staged.getString(ZoneFields.ID));
    QueueId message = QueueId.of(in(staged, OF));
    List<Document> all =
        deliveries.find(Filters.eq(ZoneFields.ID, message.asString())).into(new ArrayList<>());
    if (all.stream().anyMatch(delivery -> warning.asString().equals(in(delivery, "warning")))) {
      complete(message, warning);
    } else if (all.stream().noneMatch(delivery -> isHeldFor(delivery, staged))) {
      withdraw(warning);
    }
  }

  private static boolean isHeldFor(Document delivery, Document staged) {
    Object token = delivery.getEmbedded(List.of(ZoneFields.LEASE, "token"), Object.class);
    return in(staged, TOKEN).equals(token) && namedBy(staged).get(0).equals(delivery.get("_id"));
  }

  private void withdraw(QueueId warning) {
    if (deliveries.deleteOne(stagedOne(warning)).getDeletedCount() > 0) {
      store.unusedMessages().delete(MessageRef.of(warning));
    }
  }

  private static Bson stagedOne(QueueId warning) {
    return Filters.and(
        Filters.eq("_id", DeliveryDocumentId.of(warning, 1)),
        Filters.eq(ZoneFields.ASSIGNED, ZoneFields.STAGED));
  }

  private static List<Object> namedBy(Document staged) {
    return staged.get(ZoneFields.DELAY, Document.class).getList(NAMED, Object.class);
  }

  private static String in(Document document, String field) {
    Object delay = document.get(ZoneFields.DELAY);
    return delay instanceof Document
        ? String.valueOf(((Document) delay).getOrDefault(field, ""))
        : "";
  }
}
