package email.wildduck.james.queue.sweep;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.MessageFiles;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.ZoneFields;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets deliveries aside that nobody would ever take, or that nobody could deliver. */
final class BrokenDeliveries {
  private static final Logger LOGGER = LoggerFactory.getLogger(BrokenDeliveries.class);

  private final QueueCollections collections;
  private final Scan scan;

  BrokenDeliveries(QueueCollections collections) {
    this.collections = collections;
    this.scan = new Scan(collections.deliveries(), "_id", new String[0]);
  }

  /** Looks at so many deliveries, and tells how many of them were set aside. */
  long sweep(Instant before, int most) {
    List<Document> batch = scan.next(most);
    Set<String> files = filesOf(batch);
    long count = 0;
    for (Document delivery : batch) {
      Object id = delivery.get("_id");
      boolean old =
          !(id instanceof ObjectId) || ((ObjectId) id).getDate().toInstant().isBefore(before);
      if (old && isFree(delivery)) {
        Optional<String> reason = reason(delivery, files);
        count += reason.isPresent() && isSetAside(delivery, reason.get()) ? 1 : 0;
      }
    }
    return count;
  }

  private boolean isFree(Document delivery) {
    Object assigned = delivery.get(ZoneFields.ASSIGNED);
    return !Boolean.TRUE.equals(delivery.get(ZoneFields.LOCKED))
        && (!(assigned instanceof String)
            || assigned.equals(ZoneFields.UNASSIGNED)
            || assigned.equals(collections.settings().instance()));
  }

  private static Optional<String> reason(Document delivery, Set<String> files) {
    if (!(delivery.get(ZoneFields.LOCKED) instanceof Boolean)
        || !(delivery.get(ZoneFields.ASSIGNED) instanceof String)
        || !(delivery.get(ZoneFields.ZONE) instanceof String)) {
      return Optional.of("locked, assigned or sendingZone is missing");
    }
    try {
      String file = MessageFiles.nameOf(QueuedDelivery.of(delivery).id());
      return files.contains(file) ? Optional.empty() : Optional.of("the message has no file");
    } catch (BrokenEntryException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Set<String> filesOf(List<Document> deliveries) {
    Set<String> names = new HashSet<>();
    for (Document delivery : deliveries) {
      QueueId.parse(String.valueOf(delivery.get(ZoneFields.ID)))
          .ifPresent(id -> names.add(MessageFiles.nameOf(id)));
    }
    return collections
        .files()
        .find(Filters.in("filename", names))
        .projection(Projections.include("filename"))
        .map(file -> String.valueOf(file.get("filename")))
        .into(new HashSet<>());
  }

  /** Only as it was found: somebody else may have taken it by now. */
  private boolean isSetAside(Document delivery, String reason) {
    Object documentId = delivery.get("_id");
    LOGGER.error("delivery {} is set aside: {}", documentId, reason);
    Document setAside =
        new Document("reason", reason).append("time", collections.clock().instant());
    return collections
            .deliveries()
            .updateOne(
                Filters.and(
                    Filters.eq("_id", documentId),
                    Filters.ne(ZoneFields.LOCKED, true),
                    Filters.eq(ZoneFields.ASSIGNED, delivery.get(ZoneFields.ASSIGNED))),
                Updates.combine(
                    Updates.set(ZoneFields.LOCKED, true),
                    Updates.set(ZoneFields.SET_ASIDE, setAside)))
            .getModifiedCount()
        > 0;
  }
}
