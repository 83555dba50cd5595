package email.wildduck.james.queue.admin;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.UnusedMessages;
import email.wildduck.james.queue.store.ZoneFields;
import email.wildduck.james.queue.store.ZoneSignals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Changes deliveries that nobody works on; see the package. */
public final class QueueActions {
  private final QueueCollections collections;
  private final MongoCollection<Document> deliveries;
  private final UnusedMessages unused;
  private final ZoneSignals signals;

  /** On what the store of this process uses. */
  public QueueActions(QueueStore store) {
    this.collections = store.collections();
    this.deliveries = collections.deliveries();
    this.unused = store.unusedMessages();
    this.signals = store.signals();
  }

  /** Lets them be tried at once; those set aside are tried again. */
  public long tryNow(Selection selection) {
    return deferUntil(selection, collections.clock().instant());
  }

  /** Lets them be tried from a time on. */
  public long deferUntil(Selection selection, Instant time) {
    return update(selection, "deferring ", Updates.set(ZoneFields.QUEUED, Date.from(time)));
  }

  /**
   * Puts them into another zone.
   *
   * @throws IllegalArgumentException when that is a queue of James
   */
  public long move(Selection selection, String zone) {
    if (zone.isEmpty() || zone.startsWith(ZoneFields.JAMES_ZONES)) {
      throw new IllegalArgumentException("not a sending zone: " + zone);
    }
    return update(
        selection,
        "moving ",
        Updates.combine(Updates.set(ZoneFields.ZONE, zone), Updates.unset(ZoneFields.POSTPONED)));
  }

  /**
   * Asks for a bounce: whoever takes them next sends it instead of delivering.
   *
   * @param reason for the sender of the message
   */
  public long requestBounce(Selection selection, String reason) {
    Instant now = collections.clock().instant();
    Document request = new Document("reason", reason).append("time", Date.from(now));
    return update(
        selection,
        "bouncing ",
        Updates.combine(
            Updates.set(ZoneFields.BOUNCE, request),
            Updates.set(ZoneFields.QUEUED, Date.from(now))));
  }

  /** Deletes them; nobody gets a bounce. */
  public long remove(Selection selection) {
    long removed =
        MongoFailures.translate(
            "removing " + selection,
            () -> deliveries.deleteMany(changeable(selection)).getDeletedCount());
    if (removed > 0) {
      unused.delete(selection.ids());
    }
    return removed;
  }

  private long update(Selection selection, String action, Bson change) {
    return MongoFailures.translate(
        action + selection,
        () -> {
          Bson condition = changeable(selection);
          long changed =
              deliveries
                  .updateMany(
                      condition,
                      Updates.combine(
                          LeaseUpdates.unlock(),
                          Updates.unset(ZoneFields.SET_ASIDE),
                          Updates.unset(ZoneFields.FAILURE),
                          change))
                  .getMatchedCount();
          zones(selection).forEach(signals::signal);
          return changed;
        });
  }

  private List<String> zones(Selection selection) {
    return deliveries
        .distinct(ZoneFields.ZONE, selection.condition(), String.class)
        .into(new ArrayList<>());
  }

  private Bson changeable(Selection selection) {
    return Filters.and(
        selection.condition(),
        StateConditions.inSendingZones(),
        Filters.or(
            new StateConditions(collections).free(), Filters.exists(ZoneFields.SET_ASIDE_TIME)));
  }
}
