package email.wildduck.james.queue.handover;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import email.wildduck.james.queue.id.DeliveryDocumentId;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.MessageRef;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.UnusedMessages;
import email.wildduck.james.queue.store.ZoneFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends hand-overs that their nodes did not end. What is decided, and why it can be, is described at
 * the package; it does no harm when a hand-over is still at work, or when several repair at once.
 */
public final class HandOverRepair {
  private static final Logger LOGGER = LoggerFactory.getLogger(HandOverRepair.class);

  private final MongoCollection<Document> deliveries;
  private final StagedDeliveries staged;
  private final UnusedMessages unused;

  /** On the collection of deliveries. */
  public HandOverRepair(QueueCollections collections, UnusedMessages unused) {
    this.deliveries = collections.deliveries();
    this.staged = new StagedDeliveries(collections);
    this.unused = unused;
  }

  /**
   * Looks at hand-overs that began before a time, the oldest first.
   *
   * @return how many deliveries were released or deleted
   */
  public long repair(Instant before, int most) {
    return MongoFailures.translate(
        "repairing hand-overs",
        () -> {
          List<Document> leftOver =
              deliveries
                  .find(Filters.lt(ZoneFields.HAND_OVER_TIME, Date.from(before)))
                  .limit(most)
                  .into(new ArrayList<>());
          return leftOver.stream().mapToLong(this::repair).sum();
        });
  }

  private long repair(Document document) {
    Optional<QueueId> id = QueueId.parse(String.valueOf(document.get(ZoneFields.ID)));
    Optional<String> token = tokenOf(document);
    if (id.isEmpty() || token.isEmpty()) {
      LOGGER.error("delivery {} is staged and cannot be read", document.get("_id"));
      return 0;
    }
    Object first = DeliveryDocumentId.of(id.get(), 1);
    Optional<Document> decides = staged.first(id.get());
    if (decides.flatMap(HandOverRepair::tokenOf).equals(token)) {
      LOGGER.info("the hand-over of {} is ended, its owner did not", id.get());
      long others = staged.releaseOthers(id.get(), token.get());
      return others + (staged.releaseFirst(first, token.get()) ? 1 : 0);
    }
    if (decides.filter(HandOverRepair::isInSpool).isPresent()) {
      return 0;
    }
    LOGGER.info("what was staged of {} is deleted, it was not handed over so", id.get());
    long deleted = staged.withdraw(id.get(), token.get());
    unused.delete(MessageRef.of(id.get()));
    return deleted;
  }

  private static boolean isInSpool(Document first) {
    return String.valueOf(first.get(ZoneFields.ZONE)).startsWith(ZoneFields.JAMES_ZONES);
  }

  /** Whose hand-over a delivery belongs to; empty when to none. */
  static Optional<String> tokenOf(Document document) {
    Object mark = document.get(ZoneFields.HAND_OVER);
    Object token = mark instanceof Document ? ((Document) mark).get("token") : mark;
    return token instanceof String ? Optional.of((String) token) : Optional.empty();
  }
}
