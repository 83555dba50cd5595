package email.wildduck.james.queue.handover;

import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.LeaseKeeper;
import email.wildduck.james.queue.store.LeaseMoment;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.store.ZoneSignals;
import email.wildduck.james.queue.zone.DeliveryIntake;
import email.wildduck.james.queue.zone.QueuedDelivery;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;

/**
 * Commits a message with one recipient. When the zone's consumer in this process has a place for
 * it, the commit gives the delivery to this process at the same time, and it need not be taken.
 */
final class SingleHandOver {
  private final QueueCollections collections;
  private final SpoolCommit commit;
  private final LeaseKeeper leases;
  private final ZoneSignals signals;
  private final DeliveryIntake intake;

  SingleHandOver(
      QueueCollections collections,
      LeaseKeeper leases,
      ZoneSignals signals,
      DeliveryIntake intake) {
    this.collections = collections;
    this.commit = new SpoolCommit(collections);
    this.leases = leases;
    this.signals = signals;
    this.intake = intake;
  }

  /** False when the lease was lost. */
  boolean run(Lease spool, NewDelivery delivery, StoredMessage message)
      throws BrokenEntryException {
    LeaseMoment asked = leases.now();
    Instant now = collections.clock().instant();
    Optional<DeliveryIntake.Place> place =
        delivery.queued().isAfter(now)
            ? Optional.empty()
            : intake.reserve(delivery.zone(), delivery.domain());
    return place.isPresent()
        ? isGiven(place.get(), spool, delivery, message, now, asked)
        : isReleased(spool, delivery);
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

  private boolean isGiven(
      DeliveryIntake.Place place,
      Lease spool,
      NewDelivery delivery,
      StoredMessage message,
      Instant now,
      LeaseMoment asked)
      throws BrokenEntryException {
    boolean given = false;
    try {
      Optional<TakenDelivery> taken = take(spool, delivery, message, now);
      collections.hooks().reached(QueuePoint.HAND_OVER_COMMITTED);
      leases.drop(spool);
      if (taken.isPresent()) {
        leases.hold(taken.get().lease(), asked);
        given = true;
        place.give(List.of(taken.get()), message);
      }
      return given;
    } finally {
      if (!given) {
        place.cancel();
      }
    }
  }

  private Optional<TakenDelivery> take(
      Lease spool, NewDelivery delivery, StoredMessage message, Instant now)
      throws BrokenEntryException {
    String token = UUID.randomUUID().toString();
    Optional<Document> document =
        MongoFailures.translate(
            "handing over " + spool, () -> commit.taken(spool, delivery, token, now));
    return document.isEmpty()
        ? Optional.empty()
        : Optional.of(
            TakenDelivery.onlyOne(
                Lease.of(delivery.zone(), token, document.get()),
                QueuedDelivery.of(document.get()),
                message.file()));
  }
}
