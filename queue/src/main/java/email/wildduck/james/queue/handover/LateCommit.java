package email.wildduck.james.queue.handover;

import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.LateWrites;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.LeaseKeeper;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.zone.QueuedDelivery;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.util.Optional;
import org.bson.Document;

/**
 * Gives the only delivery of a message to this process, under the lease that the spool had. The
 * commit is written a moment later, if the delivery has not ended by then ({@link LateWrites}).
 */
final class LateCommit {
  private final QueueCollections collections;
  private final LeaseKeeper leases;
  private final LateWrites late;

  LateCommit(QueueStore store) {
    this.collections = store.collections();
    this.leases = store.leases();
    this.late = store.lateWrites();
  }

  /** The delivery; empty when the lease does not surely hold: the database decides then. */
  Optional<TakenDelivery> keep(Lease spool, NewDelivery delivery, StoredMessage message)
      throws BrokenEntryException {
    if (!leases.surelyHolds(spool)) {
      return Optional.empty();
    }
    Document document = collections.asStored(SpoolCommit.firstDelivery(spool, delivery));
    Lease kept = Lease.of(delivery.zone(), spool.token(), document);
    TakenDelivery taken = TakenDelivery.onlyOne(kept, QueuedDelivery.of(document), message.file());
    return isPassedOn(spool, delivery, kept) ? Optional.of(taken) : Optional.empty();
  }

  private boolean isPassedOn(Lease spool, NewDelivery delivery, Lease kept) {
    // before it is passed on: who stops this process has all written that was
    late.later(kept, SpoolCommit.keeping(delivery));
    collections.hooks().reached(QueuePoint.HAND_OVER_KEPT);
    boolean passedOn = leases.passOn(spool, kept);
    if (!passedOn) {
      late.forget(kept);
    }
    return passedOn;
  }
}
