package email.wildduck.james.queue.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import email.wildduck.james.queue.id.QueueId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that no delivery refers to any more, and their deletion. Thread-safe.
 *
 * <p>When a message is deleted, its deliveries have ended, whether the deletion succeeds or not: a
 * failure is logged and not thrown, and the sweeper finds what is left.
 */
public final class UnusedMessages {
  private static final Logger LOGGER = LoggerFactory.getLogger(UnusedMessages.class);

  private final MongoCollection<Document> deliveries;
  private final MessageFiles files;
  private final EndedFiles endedFiles;

  UnusedMessages(QueueCollections collections, MessageFiles files, EndedFiles endedFiles) {
    this.deliveries = collections.deliveries();
    this.files = files;
    this.endedFiles = endedFiles;
  }

  /** Those of these messages that no delivery refers to, in any zone. */
  public Set<QueueId> among(Collection<QueueId> ids) {
    Set<QueueId> left = new HashSet<>(ids);
    Set<String> texts = new HashSet<>();
    ids.forEach(id -> texts.add(id.asString()));
    deliveries
        .find(Filters.in(ZoneFields.ID, texts))
        .projection(Projections.fields(Projections.excludeId(), Projections.include(ZoneFields.ID)))
        .forEach(document -> left.remove(QueueId.of(document.getString(ZoneFields.ID))));
    return left;
  }

  /** Deletes a message, if no delivery refers to it. */
  public void delete(MessageRef message) {
    deleteIf(message, () -> !among(List.of(message.id())).isEmpty());
  }

  /** Deletes those of these messages that no delivery refers to. */
  public void delete(Collection<QueueId> ids) {
    try {
      files.delete(among(ids));
    } catch (RuntimeException e) {
      LOGGER.warn("the files of {} removed messages are left behind", ids.size(), e);
    }
  }

  /**
   * Deletes a message after a delivery of it has ended, if no other refers to it: without a look
   * when it never had another.
   */
  public void deleteAfterEnd(MessageRef message) {
    if (message.isWithOneDelivery()) {
      deleteEnded(message);
    } else {
      delete(message);
    }
  }

  /** Deletes a message of which it is known that no delivery refers to it. */
  void deleteEnded(MessageRef message) {
    deleteIf(message, () -> true);
  }

  private void deleteIf(MessageRef message, BooleanSupplier unused) {
    try {
      if (unused.getAsBoolean()) {
        deleteFile(message);
      }
    } catch (RuntimeException e) {
      LOGGER.warn("the file of the finished message {} is left behind", message, e);
    }
  }

  private void deleteFile(MessageRef message) {
    if (message.file().isPresent()) {
      endedFiles.delete(message.file().get());
    } else {
      files.delete(List.of(message.id()));
    }
  }
}
