package email.wildduck.james.queue.handover;

import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.HeaderUpdate;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.LeaseKeeper;
import email.wildduck.james.queue.store.MessageFiles;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.timing.QueueStep;
import email.wildduck.james.queue.timing.QueueTimings;
import email.wildduck.james.queue.zone.DeliveryIntake;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bson.types.ObjectId;

/** Hands messages over from a queue of James to their sending zones; see the package. */
public final class HandOver {
  private final QueueCollections collections;
  private final MessageFiles files;
  private final LeaseKeeper leases;
  private final HeaderUpdate headers;
  private final SingleHandOver single;
  private final SeveralHandOver several;

  /** From the store of this process; deliveries wait in the database to be taken. */
  public HandOver(QueueStore store) {
    this(store, DeliveryIntake.none());
  }

  /**
   * The same in a process that delivers too.
   *
   * @param intake is given the deliveries that it has places for
   */
  public HandOver(QueueStore store, DeliveryIntake intake) {
    this.collections = store.collections();
    this.files = store.files();
    this.leases = store.leases();
    this.headers = new HeaderUpdate(collections, files);
    this.single = new SingleHandOver(store, intake);
    this.several = new SeveralHandOver(store, intake);
  }

  /**
   * Hands a message over. When it throws, nothing can be taken from a zone unless the hand-over was
   * committed, and then the sweeper ends it; the spool document can be taken again otherwise.
   *
   * @param spool the lease on the spool document of a message that keeps its id, that is whose
   *     document has the id's first {@code _id}
   * @return false when the lease was lost, the message was cancelled, or it was handed over before;
   *     nothing is handed over then
   * @throws BrokenEntryException when the message has no file
   * @throws IOException when the header cannot be read
   */
  public boolean run(Lease spool, QueueId id, HandOverPlan plan)
      throws BrokenEntryException, IOException {
    try (QueueTimings.Timing timing = collections.timings().start(QueueStep.HAND_OVER)) {
      boolean handedOver = isHandedOver(spool, id, plan);
      timing.succeeded();
      return handedOver;
    }
  }

  private boolean isHandedOver(Lease spool, QueueId id, HandOverPlan plan)
      throws BrokenEntryException, IOException {
    if (leases.isPassedOn(spool)) {
      return false;
    }
    ObjectId file = fileOf(spool, id);
    Optional<StoredMessage> accepted =
        headers.asAccepted(file, spool.takes(), plan.message(), plan.sender(), plan.recipients());
    Optional<StoredMessage> message =
        accepted.isPresent()
            ? accepted
            // empty when a later owner has been here
            : headers.replace(
                file, spool.takes(), plan.message(), plan.sender(), plan.recipients());
    if (message.isEmpty()) {
      return false;
    }
    reached(QueuePoint.HAND_OVER_HEADERS_WRITTEN);
    List<NewDelivery> deliveries = plan.deliveries();
    boolean handedOver =
        deliveries.size() == 1
            ? single.run(spool, deliveries.get(0), message.get(), accepted.isPresent())
            : several.run(spool, id, deliveries, message.get());
    if (handedOver) {
      files.handedOver(id, message.get(), deliveries.size());
    }
    return handedOver;
  }

  private ObjectId fileOf(Lease spool, QueueId id) throws BrokenEntryException {
    return spool
        .file()
        .or(() -> MongoFailures.translate("looking for " + id, () -> files.fileOf(id)))
        .orElseThrow(() -> new BrokenEntryException("message " + id + " has no file"));
  }

  private void reached(QueuePoint point) {
    collections.hooks().reached(point);
  }
}
