package email.wildduck.james.queue.store;

import com.mongodb.client.MongoCursor;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deliveries of a zone, one after the other, while others may change the queue. Those that
 * cannot be read are left out. To be closed when it is not read to its end.
 */
public final class QueueEntries implements Iterator<QueueEntry>, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(QueueEntries.class);

  private final MongoCursor<Document> cursor;
  private Optional<QueueEntry> next = Optional.empty();

  QueueEntries(MongoCursor<Document> cursor) {
    this.cursor = cursor;
  }

  /**
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the database fails
   */
  @Override
  public boolean hasNext() {
    while (next.isEmpty()) {
      Document document =
          MongoFailures.translate(
              "browsing the queue", () -> cursor.hasNext() ? cursor.next() : null);
      if (document == null) {
        return false;
      }
      next = readable(document);
    }
    return true;
  }

  @Override
  public QueueEntry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    QueueEntry entry = next.get();
    next = Optional.empty();
    return entry;
  }

  private static Optional<QueueEntry> readable(Document document) {
    try {
      return Optional.of(QueueEntry.of(document));
    } catch (BrokenEntryException e) {
      LOGGER.warn("delivery {} is left out: {}", document.get("_id"), e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    cursor.close();
  }
}
