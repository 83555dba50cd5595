package email.wildduck.james.queue.delay;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import email.wildduck.james.queue.failure.Claim;
import email.wildduck.james.queue.failure.WrittenReport;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.ZoneFields;
import email.wildduck.james.queue.zone.SendingQueue;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Deliveries that wait for long, of which their senders are to be told; see the package. */
public final class Delays {
  private final QueueStore store;
  private final QueueCollections collections;
  private final MongoCollection<Document> deliveries;
  private final Warnings warnings;
  private final DelayClaims claims;

  /**
   * @param store of this process; it renews the leases
   * @param warnAfter after how long a sender is told that a delivery waits; empty for never
   * @param gatherFor how long a warning waits at most for the message's other deliveries
   */
  public Delays(
      QueueStore store, SendingQueue sending, Optional<Duration> warnAfter, Duration gatherFor) {
    this.store = store;
    this.collections = store.collections();
    this.deliveries = collections.deliveries();
    this.warnings = new Warnings(store);
    this.claims = new DelayClaims(collections, sending, warnings, warnAfter, gatherFor);
  }

  /**
   * Takes the deliveries of a message that its sender is to be told of now, when it is time and no
   * other node is at it. A warning that its node has committed and not ended is ended first.
   *
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the database fails
   */
  public Claim claim(QueueId message) {
    return MongoFailures.translate("claiming delays of " + message, () -> claims.claim(message));
  }

  /**
   * Queues a warning, and gives back the deliveries that it names; when the database is away, as
   * soon as it is back.
   *
   * @param named claimed, of one message, not empty
   * @return false when the first is somebody else's by now; nothing is queued then
   */
  public boolean commit(List<TakenDelivery> named, WrittenReport warning) {
    QueueId message = named.get(0).delivery().id();
    List<Lease> leases = leasesOf(named);
    return end(
        named,
        "warning of ",
        () -> {
          boolean committed = warnings.isCommitted(message, leases, warning);
          giveBack(named, LeaseUpdates.unlock());
          return committed;
        });
  }

  /** Gives claimed deliveries back, of which nobody is to be told. */
  public boolean endSilently(List<TakenDelivery> named) {
    return end(
        named,
        "warning nobody of ",
        () ->
            giveBack(
                named,
                Updates.combine(
                    LeaseUpdates.unlock(),
                    Updates.set(ZoneFields.WARNED, Date.from(collections.clock().instant())),
                    Updates.unset(ZoneFields.DELAY_NEXT))));
  }

  /**
   * Gives claimed deliveries back, because the warning cannot be written now.
   *
   * @param next the earliest time at which it is tried again
   */
  public boolean postpone(List<TakenDelivery> named, Instant next) {
    return end(
        named,
        "putting off the warning of ",
        () -> {
          deliveries.updateMany(
              Filters.and(
                  LeaseUpdates.heldBy(leasesOf(named)), Filters.exists(ZoneFields.DELAY_NEXT)),
              Updates.set(ZoneFields.DELAY_NEXT, Date.from(next)));
          return giveBack(named, LeaseUpdates.unlock());
        });
  }

  private boolean end(List<TakenDelivery> named, String action, BooleanSupplier operation) {
    return store
        .work()
        .endSurely(
            leasesOf(named),
            action + named.size() + " of " + named.get(0).delivery().id(),
            operation);
  }

  private boolean giveBack(List<TakenDelivery> named, Bson change) {
    long given =
        deliveries.updateMany(LeaseUpdates.heldBy(leasesOf(named)), change).getModifiedCount();
    Instant now = collections.clock().instant();
    named.stream()
        .filter(taken -> !taken.delivery().queued().isAfter(now))
        .map(taken -> taken.lease().zone())
        .distinct()
        .forEach(store.signals()::signal);
    return given == named.size();
  }

  /**
   * Ends the warnings that are staged and that nobody is at any more.
   *
   * @param before what was to be done before that time
   * @return messages whose senders have to be told of a delay, whoever was to do it
   */
  public Set<QueueId> sweep(Instant before, int most) {
    return MongoFailures.translate(
        "looking for delays",
        () -> {
          Set<QueueId> due = new LinkedHashSet<>();
          for (Document document : find(before, most)) {
            if (Warnings.isStaged(document)) {
              warnings.settle(document);
            } else {
              QueueId.parse(String.valueOf(document.get(ZoneFields.ID))).ifPresent(due::add);
            }
          }
          return due;
        });
  }

  private List<Document> find(Instant before, int most) {
    return deliveries
        .find(
            Filters.and(
                Filters.lt(ZoneFields.DELAY_NEXT, Date.from(before)),
                Filters.exists(ZoneFields.SET_ASIDE, false),
                Filters.or(
                    Filters.and(
                        Filters.eq(ZoneFields.LOCKED, false),
                        new LeaseUpdates(collections).unassigned()),
                    Filters.eq(ZoneFields.ASSIGNED, ZoneFields.STAGED))))
        .limit(most)
        .into(new ArrayList<>());
  }

  private static List<Lease> leasesOf(List<TakenDelivery> named) {
    return named.stream().map(TakenDelivery::lease).collect(Collectors.toList());
  }
}
