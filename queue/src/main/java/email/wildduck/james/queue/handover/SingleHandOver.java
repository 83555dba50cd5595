package email.wildduck.james.queue.handover;

import email.wildduck.james.queue.store.BrokenEntryException;
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
import email.wildduck.james.queue.zone.TakenDelivery;
import java.util.List;
import java.util.Optional;

/**
 * Commits a message with one recipient. When the zone's consumer in this process has a place for
 * it, the delivery is given to that and need not be taken.
 */
final class SingleHandOver {
  private final QueueCollections collections;
  private final SpoolCommit commit;
  private final TakingCommit taking;
  private final LateCommit late;
  private final LeaseKeeper leases;
  private final ZoneSignals signals;
  private final DeliveryIntake intake;

  /** A commit that makes the delivery this process's. */
  private interface Giving {
    Optional<TakenDelivery> delivery() throws BrokenEntryException;
  }

  SingleHandOver(QueueStore store, DeliveryIntake intake) {
    this.collections = store.collections();
    this.commit = new SpoolCommit(collections);
    this.taking = new TakingCommit(store);
    this.late = new LateCommit(store);
    this.leases = store.leases();
    this.signals = store.signals();
    this.intake = intake;
  }

  /**
   * Hands over.
   *
   * @param asAccepted whether the header is the accepted one. Any other must be committed before
   *     somebody gets the message: a re-run might make another one again, with another Message-ID
   * @return false when the lease was lost
   */
  boolean run(Lease spool, NewDelivery delivery, StoredMessage message, boolean asAccepted)
      throws BrokenEntryException {
    Optional<DeliveryIntake.Place> place =
        delivery.queued().isAfter(collections.clock().instant())
            ? Optional.empty()
            : intake.reserve(delivery.zone(), delivery.domain());
    if (place.isEmpty()) {
      return isReleased(spool, delivery);
    }
    return asAccepted
        ? isGiven(place.get(), message, () -> late.keep(spool, delivery, message))
            || isReleased(spool, delivery)
        : isGiven(place.get(), message, () -> taking.take(spool, delivery, message));
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

  private boolean isGiven(DeliveryIntake.Place place, StoredMessage message, Giving giving)
      throws BrokenEntryException {
    boolean given = false;
    try {
      Optional<TakenDelivery> delivery = giving.delivery();
      if (delivery.isPresent()) {
        given = true;
        place.give(List.of(delivery.get()), message);
      }
      return given;
    } finally {
      if (!given) {
        place.cancel();
      }
    }
  }
}
