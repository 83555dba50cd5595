package email.wildduck.james.queue.handover;

import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.LeaseKeeper;
import email.wildduck.james.queue.store.LeaseMoment;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.zone.QueuedDelivery;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;

/**
 * Gives the only delivery of a message to this process with the update that commits the hand-over,
 * under a lease of its own.
 */
final class TakingCommit {
  private final QueueCollections collections;
  private final SpoolCommit commit;
  private final LeaseKeeper leases;

  TakingCommit(QueueStore store) {
    this.collections = store.collections();
    this.commit = new SpoolCommit(collections);
    this.leases = store.leases();
  }

  /** The delivery; empty when the lease on the spool document was lost. */
  Optional<TakenDelivery> take(Lease spool, NewDelivery delivery, StoredMessage message)
      throws BrokenEntryException {
    LeaseMoment asked = leases.now();
    Instant now = collections.clock().instant();
    String token = UUID.randomUUID().toString();
    Optional<Document> document =
        MongoFailures.translate(
            "handing over " + spool, () -> commit.taken(spool, delivery, token, now));
    collections.hooks().reached(QueuePoint.HAND_OVER_COMMITTED);
    leases.drop(spool);
    if (document.isEmpty()) {
      return Optional.empty();
    }
    Lease lease = Lease.of(delivery.zone(), token, document.get());
    TakenDelivery taken =
        TakenDelivery.onlyOne(lease, QueuedDelivery.of(document.get()), message.file());
    leases.hold(lease, asked);
    return Optional.of(taken);
  }
}
