package email.wildduck.james.queue.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts messages into queues of James: first the file, then the one document that is the commit
 * point.
 *
 * <p>The document of a message that brings its id has the {@code _id} of its first delivery, so
 * there is one such document at most. When James queues a mail again while it still works on it,
 * the second one gets an id of its own.
 */
final class Acceptance {
  private static final Logger LOGGER = LoggerFactory.getLogger(Acceptance.class);

  /** ZoneMTA deletes documents whose {@code _id} says they are 30 days old. */
  private static final Duration OLDEST_ID = Duration.ofDays(14);

  private static final Duration NEWEST_ID = Duration.ofDays(1);

  private final QueueCollections collections;
  private final MongoCollection<Document> deliveries;
  private final MessageFiles files;
  private final QueueIdGenerator ids;

  Acceptance(QueueCollections collections, MessageFiles files, QueueIdGenerator ids) {
    this.collections = collections;
    this.deliveries = collections.deliveries();
    this.files = files;
    this.ids = ids;
  }

  QueueId add(NewMessage message, NewDelivery delivery) throws IOException {
    Instant now = collections.clock().instant();
    QueueId wanted = message.id().filter(id -> isRecent(id, now)).orElseGet(ids::next);
    ObjectId file =
        MongoFailures.<ObjectId, IOException>translate(
            "storing message " + wanted, () -> files.write(wanted, message, now));
    collections.hooks().reached(QueuePoint.ACCEPT_FILE_WRITTEN);
    if (!insert(document(wanted, delivery, now, file), file)) {
      QueueId other = ids.next();
      LOGGER.warn("message {} is in the queue already, it is queued again as {}", wanted, other);
      MongoFailures.translateAction("renaming " + wanted, () -> files.rename(file, other));
      insert(document(other, delivery, now, file), file);
      return other;
    }
    collections.hooks().reached(QueuePoint.ACCEPT_QUEUED);
    return wanted;
  }

  private static boolean isRecent(QueueId id, Instant now) {
    return id.time().isAfter(now.minus(OLDEST_ID)) && id.time().isBefore(now.plus(NEWEST_ID));
  }

  private static Document document(
      QueueId id, NewDelivery delivery, Instant created, ObjectId file) {
    Document document = delivery.document(id, 1, created);
    Document extension = new Document(document.get(ZoneFields.EXTENSION, new Document()));
    return document.append(ZoneFields.EXTENSION, extension.append("file", file));
  }

  /** False when the message has a document already. */
  private boolean insert(Document document, ObjectId file) {
    try {
      return MongoFailures.translate(
          "queueing message " + document.get(ZoneFields.ID), () -> isInserted(document));
    } catch (RuntimeException e) {
      withdraw(document.getObjectId("_id"), file, e);
      throw e;
    }
  }

  private boolean isInserted(Document document) {
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
  private void withdraw(ObjectId documentId, ObjectId file, RuntimeException reason) {
    try {
      deliveries.deleteOne(
          Filters.and(Filters.eq("_id", documentId), Filters.eq(ZoneFields.FILE, file)));
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }
}
