package email.wildduck.james.queue.handover;

import com.mongodb.client.model.Filters;
import email.wildduck.james.queue.id.DeliveryDocumentId;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.LeaseKeeper;
import email.wildduck.james.queue.store.LeaseMoment;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.store.ZoneFields;
import email.wildduck.james.queue.store.ZoneSignals;
import email.wildduck.james.queue.zone.DeliveryIntake;
import email.wildduck.james.queue.zone.QueuedDelivery;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * Commits a message with several recipients, with one command. Those deliveries that the zones'
 * consumers in this process have places for are given to it at the same time, with the message, and
 * need not be taken; the others wait for anybody.
 */
final class SeveralHandOver {
  private final QueueCollections collections;
  private final StagedDeliveries staged;
  private final StepwiseHandOver stepwise;
  private final LeaseUpdates updates;
  private final LeaseKeeper leases;
  private final ZoneSignals signals;
  private final DeliveryIntake intake;

  SeveralHandOver(QueueStore store, DeliveryIntake intake) {
    this.collections = store.collections();
    this.staged = new StagedDeliveries(collections);
    this.stepwise = new StepwiseHandOver(collections);
    this.updates = new LeaseUpdates(collections);
    this.leases = store.leases();
    this.signals = store.signals();
    this.intake = intake;
  }

  /** False when the lease was lost. */
  boolean run(Lease spool, QueueId id, List<NewDelivery> all, StoredMessage message)
      throws BrokenEntryException {
    LeaseMoment asked = leases.now();
    Instant now = collections.clock().instant();
    ReservedPlaces places = ReservedPlaces.of(intake, all, now);
    try {
      String token = UUID.randomUUID().toString();
      HandOverCommand command =
          HandOverCommand.of(
              collections.deliveries(),
              spool,
              id,
              all,
              staged.mark(spool, now),
              now,
              places::isFor,
              updates.take(token, now));
      HandOverCommand.Result result =
          MongoFailures.translate("handing over " + spool, command::run);
      switch (result) {
        case DONE:
          committed(spool);
          give(taken(spool, id, all, places, token, now), message, places, all, asked);
          return true;
        case PARTLY:
          committed(spool);
          give(found(id, all, token), message, places, all, asked);
          return true;
        case IN_THE_WAY:
          return isHandedOver(spool, all, stepwise.run(spool, id, all));
        default:
          return isHandedOver(spool, all, stepwise.isCommittedBefore(spool, id));
      }
    } finally {
      places.cancel();
    }
  }

  private void committed(Lease spool) {
    collections.hooks().reached(QueuePoint.HAND_OVER_COMMITTED);
    leases.drop(spool);
  }

  /** The deliveries as they stand after they were taken. */
  private List<Document> taken(
      Lease spool,
      QueueId id,
      List<NewDelivery> all,
      ReservedPlaces places,
      String token,
      Instant now) {
    Instant created = spool.created().orElse(now);
    List<Document> taken = new ArrayList<>();
    for (int number = 1; number <= all.size(); number++) {
      NewDelivery delivery = all.get(number - 1);
      if (places.isFor(delivery)) {
        Document document =
            number == 1
                ? SpoolCommit.firstDelivery(spool, delivery)
                : delivery.document(id, number, created);
        taken.add(updates.taken(document, token, now));
      }
    }
    return taken;
  }

  /** The same, of those that are there. */
  private List<Document> found(QueueId id, List<NewDelivery> all, String token) {
    List<Object> documentIds = new ArrayList<>();
    for (int number = 1; number <= all.size(); number++) {
      documentIds.add(DeliveryDocumentId.of(id, number));
    }
    return MongoFailures.translate(
        "looking what was taken of " + id,
        () ->
            collections
                .deliveries()
                .find(
                    Filters.and(
                        Filters.in("_id", documentIds), Filters.eq(ZoneFields.LEASE_TOKEN, token)))
                .into(new ArrayList<>()));
  }

  private void give(
      List<Document> documents,
      StoredMessage message,
      ReservedPlaces places,
      List<NewDelivery> all,
      LeaseMoment asked)
      throws BrokenEntryException {
    List<TakenDelivery> taken = new ArrayList<>();
    for (Document document : documents) {
      QueuedDelivery delivery = QueuedDelivery.of(document);
      String token = document.getEmbedded(List.of(ZoneFields.LEASE, "token"), String.class);
      Lease lease = Lease.of(delivery.zone(), token, document);
      taken.add(TakenDelivery.of(lease, delivery, message.file()));
    }
    List<NewDelivery> waiting =
        all.stream().filter(delivery -> !places.isFor(delivery)).collect(Collectors.toList());
    if (taken.size() == all.size()) {
      leases.holdAll(taken.stream().map(TakenDelivery::lease).collect(Collectors.toList()), asked);
    } else {
      taken.forEach(delivery -> leases.hold(delivery.lease(), asked));
    }
    places.give(taken, message);
    signal(waiting);
  }

  /** With nothing given. */
  private boolean isHandedOver(Lease spool, List<NewDelivery> all, boolean handedOver) {
    leases.drop(spool);
    if (handedOver) {
      signal(all);
    }
    return handedOver;
  }

  private void signal(List<NewDelivery> waiting) {
    waiting.stream().map(NewDelivery::zone).distinct().forEach(signals::signal);
  }
}
