package email.wildduck.james.queue.store;

import static email.wildduck.james.queue.store.ZoneFields.LOCKED;
import static email.wildduck.james.queue.store.ZoneFields.SET_ASIDE;
import static email.wildduck.james.queue.store.ZoneFields.SET_ASIDE_TIME;
import static email.wildduck.james.queue.store.ZoneFields.ZONE;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import java.util.Collection;
import org.bson.Document;

/** Looking at the deliveries of a zone, and deleting those that nobody works on. */
final class ZoneBrowser {
  private final MongoCollection<Document> deliveries;

  ZoneBrowser(MongoCollection<Document> deliveries) {
    this.deliveries = deliveries;
  }

  /** Waiting, delayed and in work; not what has been set aside. Both counts read indexes only. */
  long count(String zone) {
    long all = deliveries.countDocuments(Filters.eq(ZONE, zone));
    return Math.max(0, all - countSetAside(zone));
  }

  private long countSetAside(String zone) {
    return deliveries.countDocuments(
        Filters.and(Filters.eq(ZONE, zone), Filters.exists(SET_ASIDE_TIME)));
  }

  /** In the order in which they are taken. */
  MongoCursor<Document> browse(String zone) {
    return deliveries
        .find(
            Filters.and(
                Filters.eq(ZONE, zone),
                // named, so that the index of that order can be used without sorting
                Filters.in(LOCKED, false, true),
                Filters.exists(SET_ASIDE, false)))
        .sort(ZoneQueue.ORDER)
        .cursor();
  }

  /** Those that nobody works on. */
  MongoCursor<Document> waiting(String zone) {
    return deliveries
        .find(Filters.and(Filters.eq(ZONE, zone), Filters.eq(LOCKED, false)))
        .sort(ZoneQueue.ORDER)
        .cursor();
  }

  /** How many of these were deleted: those that nobody works on. */
  long deleteUnlocked(Collection<Object> documentIds) {
    return deliveries
        .deleteMany(Filters.and(Filters.in("_id", documentIds), Filters.eq(LOCKED, false)))
        .getDeletedCount();
  }
}
