package email.wildduck.james.queue.cancel;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import email.wildduck.james.queue.egress.DeliveryWatch;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.ZoneFields;
import email.wildduck.james.queue.zone.QueuedDelivery;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.bson.Document;

/**
 * Looks whether the deliveries that this process has left for later are still there; see the
 * package. Thread-safe.
 */
public final class Cancellations implements DeliveryWatch {
  /** More are not watched. */
  private static final int MOST = 10_000;

  private static final int BATCH = 1000;

  private final QueueCollections collections;
  private final EarlyEndings endings;
  private final Consumer<QueuedDelivery> cancelled;
  private final Map<Object, Waiting> waiting = new ConcurrentHashMap<>();

  /**
   * @param endings of all nodes
   * @param cancelled is told of each delivery that is gone, once
   */
  public Cancellations(
      QueueCollections collections, EarlyEndings endings, Consumer<QueuedDelivery> cancelled) {
    this.collections = collections;
    this.endings = endings;
    this.cancelled = cancelled;
  }

  @Override
  public void left(TakenDelivery delivery, Instant until) {
    // the clocks of other nodes may be ahead of ours, and they take it a little earlier then
    Instant end = until.minus(collections.settings().lease());
    if (waiting.size() < MOST && collections.clock().instant().isBefore(end)) {
      waiting.put(delivery.lease().documentId(), new Waiting(delivery.delivery(), until, end));
    }
  }

  @Override
  public void ending(Collection<TakenDelivery> deliveries) {
    for (TakenDelivery taken : deliveries) {
      waiting.remove(taken.lease().documentId());
      if (taken.delivery().isBroughtForward()) {
        endings.note(taken.delivery().toString());
      }
    }
  }

  /** Looks once. To be called at intervals, from one thread. */
  public void check() {
    List<Object> watched = new ArrayList<>(waiting.keySet());
    for (int from = 0; from < watched.size(); from += BATCH) {
      check(watched.subList(from, Math.min(from + BATCH, watched.size())));
    }
    forgetThoseThatAreDue();
  }

  private void check(List<Object> ids) {
    Set<Object> gone = new HashSet<>(ids);
    for (Document there : find(ids)) {
      Object id = there.get("_id");
      gone.remove(id);
      // somebody has decided anew, and may end it sooner
      waiting.computeIfPresent(id, (key, left) -> left.isIn(there) ? left : null);
    }
    // after the look: until then nobody could take them
    forgetThoseThatAreDue();
    List<QueuedDelivery> missing = new ArrayList<>();
    gone.forEach(
        id ->
            Optional.ofNullable(waiting.remove(id)).ifPresent(left -> missing.add(left.delivery)));
    if (!missing.isEmpty()) {
      Set<String> ended = endings.all();
      missing.removeIf(delivery -> ended.contains(delivery.toString()));
      missing.forEach(cancelled);
    }
  }

  private List<Document> find(List<Object> ids) {
    return MongoFailures.translate(
        "looking for what waits",
        () ->
            collections
                .deliveries()
                .find(Filters.in("_id", ids))
                .projection(Projections.include(ZoneFields.QUEUED, ZoneFields.LOCKED))
                .into(new ArrayList<>()));
  }

  private void forgetThoseThatAreDue() {
    Instant now = collections.clock().instant();
    waiting.values().removeIf(left -> !now.isBefore(left.end));
  }

  private static final class Waiting {
    private final QueuedDelivery delivery;
    private final Instant until;
    private final Instant end;

    Waiting(QueuedDelivery delivery, Instant until, Instant end) {
      this.delivery = delivery;
      this.until = until;
      this.end = end;
    }

    boolean isIn(Document document) {
      Object queued = document.get(ZoneFields.QUEUED);
      return queued instanceof Date
          && ((Date) queued).toInstant().equals(until)
          && Boolean.FALSE.equals(document.get(ZoneFields.LOCKED));
    }
  }
}
