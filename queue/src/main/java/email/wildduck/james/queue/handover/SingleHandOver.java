package email.wildduck.james.queue.handover;

import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.LateWrites;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.LeaseKeeper;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.store.ZoneSignals;
import email.wildduck.james.queue.zone.DeliveryIntake;
import email.wildduck.james.queue.zone.QueuedDelivery;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * Commits a message with one recipient. When the zone's consumer in this process has a place for
 * it, the delivery stays with this process under the lease that the spool had, and begins without a
 * call to the database: the commit is written a moment later, if the delivery has not ended by then
 * ({@link LateWrites}).
 */
final class SingleHandOver {
  private final QueueCollections collections;
  private final SpoolCommit commit;
  private final LeaseKeeper leases;
  private final LateWrites late;
  private final ZoneSignals signals;
  private final DeliveryIntake intake;

  SingleHandOver(QueueStore store, DeliveryIntake intake) {
    this.collections = store.collections();
    this.commit = new SpoolCommit(collections);
    this.leases = store.leases();
    this.late = store.lateWrites();
    this.signals = store.signals();
    this.intake = intake;
  }

  /** False when the lease was lost. */
  boolean run(Lease spool, NewDelivery delivery, StoredMessage message)
      throws BrokenEntryException {
    Optional<DeliveryIntake.Place> place =
        delivery.queued().isAfter(collections.clock().instant())
            ? Optional.empty()
            : intake.reserve(delivery.zone(), delivery.domain());
    return place.isPresent() && isGiven(place.get(), spool, delivery, message)
        || isReleased(spool, delivery);
  }

  private boolean isReleased(Lease spool, NewDelivery delivery) {
    boolean released =
        MongoFailures.translate("handing over " + spool, () -> commit.released(spool, delivery));
    collections.hooks().reached(QueuePoint.HAND_OVER_COMMITTED);
    leases.drop(spool);
    if (released) {
      signals.signal(delivery.zone());
    }
    return released;
  }

  /** False when the lease does not surely hold: the database decides then. */
  private boolean isGiven(
      DeliveryIntake.Place place, Lease spool, NewDelivery delivery, StoredMessage message)
      throws BrokenEntryException {
    boolean given = false;
    try {
      TakenDelivery kept = kept(spool, delivery, message);
      if (leases.surelyHolds(spool) && isPassedOn(spool, delivery, kept.lease())) {
        given = true;
        place.give(List.of(kept), message);
      }
      return given;
    } finally {
      if (!given) {
        place.cancel();
      }
    }
  }

  private TakenDelivery kept(Lease spool, NewDelivery delivery, StoredMessage message)
      throws BrokenEntryException {
    Document document = collections.asStored(SpoolCommit.firstDelivery(spool, delivery));
    return TakenDelivery.onlyOne(
        Lease.of(delivery.zone(), spool.token(), document),
        QueuedDelivery.of(document),
        message.file());
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
