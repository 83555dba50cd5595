package email.wildduck.james.queue.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.queue.id.QueueId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ending the work on a delivery. Each method has an effect only while the lease holds, and tells
 * whether it did; false means that the delivery is somebody else's or has been cancelled.
 */
public final class LeasedWork {
  private static final Logger LOGGER = LoggerFactory.getLogger(LeasedWork.class);

  private final QueueCollections collections;
  private final MongoCollection<Document> deliveries;
  private final ZoneQueue queue;
  private final MessageFiles files;
  private final LeaseKeeper leases;
  private final ZoneSignals signals;

  LeasedWork(
      QueueCollections collections,
      ZoneQueue queue,
      MessageFiles files,
      LeaseKeeper leases,
      ZoneSignals signals) {
    this.collections = collections;
    this.deliveries = collections.deliveries();
    this.queue = queue;
    this.files = files;
    this.leases = leases;
    this.signals = signals;
  }

  /**
   * Ends a delivery, and deletes the message with its last one. When the database is away, this is
   * done as soon as it is back, and the lease is kept until then: what has been delivered must not
   * be delivered again.
   */
  public boolean finish(Lease lease, QueueId id) {
    try {
      boolean ours = MongoFailures.translate("finishing " + lease, () -> queue.delete(lease));
      leases.drop(lease);
      if (ours) {
        collections.hooks().reached(QueuePoint.FINISH_DELETED);
        deleteUnused(id);
      }
      return ours;
    } catch (TemporaryFailureException e) {
      LOGGER.warn("message {} is finished, which the queue will be told later", id, e);
      leases.whenRenewing(lease, () -> finish(lease, id));
      return true;
    }
  }

  /** Gives a delivery back, to be taken again from {@code queued} on. */
  public boolean retry(Lease lease, Instant queued) {
    return end(lease, "putting back ", () -> queue.putBack(lease, queued));
  }

  /** Gives a delivery back that nothing was done with, at its old place. */
  public boolean release(Lease lease) {
    return end(lease, "releasing ", () -> queue.putBack(lease));
  }

  /** Keeps a delivery for an administrator; nobody takes it any more. */
  public boolean setAside(Lease lease, String reason) {
    return end(lease, "setting aside ", () -> queue.setAside(lease, reason));
  }

  /**
   * Ends the work in another way.
   *
   * @param action for the log
   * @param operation changes the delivery if the lease holds, and tells whether it did
   */
  public boolean end(Lease lease, String action, BooleanSupplier operation) {
    // Also when the database is away: the delivery comes back when the lease has run out.
    leases.drop(lease);
    boolean ours = MongoFailures.translate(action + lease, operation::getAsBoolean);
    signals.signal(lease.zone());
    return ours;
  }

  /** Those messages that no delivery refers to, in any zone. */
  public Set<QueueId> withoutDeliveries(Collection<QueueId> ids) {
    Set<QueueId> left = new HashSet<>(ids);
    Set<String> texts = new HashSet<>();
    ids.forEach(id -> texts.add(id.asString()));
    deliveries
        .find(Filters.in(ZoneFields.ID, texts))
        .projection(Projections.fields(Projections.excludeId(), Projections.include(ZoneFields.ID)))
        .forEach(document -> left.remove(QueueId.of(document.getString(ZoneFields.ID))));
    return left;
  }

  /** The delivery is done whether this succeeds or not, so a failure is only logged. */
  public void deleteUnused(QueueId id) {
    try {
      Collection<QueueId> unused = withoutDeliveries(List.of(id));
      if (!unused.isEmpty()) {
        files.delete(unused);
      }
    } catch (RuntimeException e) {
      LOGGER.warn("the file of the finished message {} is left behind", id, e);
    }
  }
}
