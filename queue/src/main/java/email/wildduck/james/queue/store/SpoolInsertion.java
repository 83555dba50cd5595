package email.wildduck.james.queue.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import email.wildduck.james.queue.id.DeliveryDocumentId;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inserts the documents of queues of James.
 *
 * <p>The document of a message that brings its id has the {@code _id} of its first delivery, so
 * there is one such document at most. When James queues a mail again while it still works on it,
 * the second one gets an id of its own.
 */
final class SpoolInsertion {
  private static final Logger LOGGER = LoggerFactory.getLogger(SpoolInsertion.class);

  private final QueueCollections collections;
  private final MongoCollection<Document> deliveries;
  private final MessageFiles files;
  private final LeaseKeeper leases;
  private final QueueIdGenerator ids;

  SpoolInsertion(
      QueueCollections collections, MessageFiles files, LeaseKeeper leases, QueueIdGenerator ids) {
    this.collections = collections;
    this.deliveries = collections.deliveries();
    this.files = files;
    this.leases = leases;
    this.ids = ids;
  }

  /** Inserts a document; it has another id afterwards when its own was taken. */
  void insert(Document document) {
    if (!isInserted(document)) {
      QueueId other = ids.next();
      LOGGER.warn(
          "message {} is in the queue already, it is queued again as {}", idOf(document), other);
      MongoFailures.translateAction(
          "renaming " + idOf(document), () -> files.rename(fileOf(document), other));
      document
          .append("_id", DeliveryDocumentId.of(other, 1))
          .append(ZoneFields.ID, other.asString());
      isInserted(document);
    }
    collections.hooks().reached(QueuePoint.ACCEPT_QUEUED);
  }

  static QueueId idOf(Document document) {
    return QueueId.of(document.getString(ZoneFields.ID));
  }

  static ObjectId fileOf(Document document) {
    return document.get(ZoneFields.EXTENSION, Document.class).getObjectId("file");
  }

  /** False when the message has a document already. */
  private boolean isInserted(Document document) {
    try {
      return MongoFailures.translate("queueing message " + idOf(document), () -> isNew(document));
    } catch (RuntimeException e) {
      withdraw(document, e);
      throw e;
    }
  }

  private boolean isNew(Document document) {
    try {
      deliveries.insertOne(document);
      return true;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        return false;
      }
      throw e;
    }
  }

  /**
   * The caller is told that the message was not accepted, so it must not be delivered either. The
   * file stays: should the insertion arrive late after all, it is not one without a body.
   */
  private void withdraw(Document document, RuntimeException reason) {
    Object id = document.get("_id");
    ObjectId file = fileOf(document);
    try {
      delete(id, file);
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
      leases.afterRenewal(id, () -> withdrawLater(id, file));
    }
  }

  /**
   * It was inserted, perhaps, and the database has been away since. One that was inserted as taken
   * by this process nobody has taken by now: that needs a lease's time with the database.
   */
  private void withdrawLater(Object id, ObjectId file) {
    try {
      if (delete(id, file)) {
        LOGGER.info("delivery {} is withdrawn, its message was not accepted", id);
      }
    } catch (RuntimeException e) {
      leases.afterRenewal(id, () -> withdrawLater(id, file));
    }
  }

  private boolean delete(Object id, ObjectId file) {
    return deliveries
            .deleteOne(Filters.and(Filters.eq("_id", id), Filters.eq(ZoneFields.FILE, file)))
            .getDeletedCount()
        > 0;
  }
}
