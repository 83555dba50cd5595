package email.wildduck.james.queue.store;

import email.wildduck.james.queue.id.QueueId;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;

/** A delivery as it stands in the queue. Immutable. */
public final class QueueEntry {
  private final Object documentId;
  private final QueueId id;
  private final String recipient;
  private final Instant queued;
  private final Document extension;

  private QueueEntry(
      Object documentId, QueueId id, String recipient, Instant queued, Document extension) {
    this.documentId = documentId;
    this.id = id;
    this.recipient = recipient;
    this.queued = queued;
    this.extension = extension;
  }

  /**
   * @throws BrokenEntryException when a field is missing or of a wrong type
   */
  static QueueEntry of(Document document) throws BrokenEntryException {
    try {
      return new QueueEntry(
          document.get("_id"),
          QueueId.of(document.getString(ZoneFields.ID)),
          String.valueOf(document.get(ZoneFields.RECIPIENT)),
          document.get(ZoneFields.QUEUED, Date.class).toInstant(),
          document.get(ZoneFields.EXTENSION, new Document()));
    } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
      throw new BrokenEntryException("a delivery that cannot be read: " + e.getMessage(), e);
    }
  }

  Object documentId() {
    return documentId;
  }

  /** The message that is delivered. */
  public QueueId id() {
    return id;
  }

  /** The recipient, or the first of several. */
  public String recipient() {
    return recipient;
  }

  /** The earliest time of the next attempt. */
  public Instant queued() {
    return queued;
  }

  /** A copy of the field {@code james}; empty when there is none. */
  public Document extension() {
    return new Document(extension);
  }
}
