package email.wildduck.james.queue.zone;

import com.mongodb.client.model.Projections;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.pause.PausedTargets;
import email.wildduck.james.queue.pause.Pauses;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.timing.QueueStep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.bson.conversions.Bson;

/**
 * Takes deliveries of sending zones and ends the work on them. Safe for use by many threads, many
 * processes, and beside ZoneMTA.
 *
 * <p>Each method throws {@link email.wildduck.james.core.error.TemporaryFailureException} when the
 * database fails; what was taken by then comes back when its lease has run out.
 */
public final class SendingQueue {
  private final QueueStore store;
  private final QueueCollections collections;
  private final DueDeliveries due;
  private final DeliveryTaking taking;
  private final GoneInstances gone;
  private final Pauses pauses;

  /**
   * @param store of this process; it renews the leases
   * @param random chooses among deliveries that are as good as each other
   */
  public SendingQueue(QueueStore store, Pauses pauses, Random random) {
    this.store = store;
    this.collections = store.collections();
    this.due = new DueDeliveries(collections);
    this.taking = new DeliveryTaking(store, random);
    this.gone = new GoneInstances(collections);
    this.pauses = pauses;
  }

  /**
   * Takes deliveries that are due: none from a zone that is paused, none for a domain that is
   * paused, however it is spelled. When there are fewer than wanted, then there are no more; but
   * where some were broken and are set aside, or other nodes were faster with some, the zone is
   * signalled.
   */
  public List<TakenDelivery> take(TakeRequest request) {
    PausedTargets paused = pauses.current();
    if (paused.isZonePaused(request.zone())) {
      return List.of();
    }
    return taking.take(
        due.condition(request, paused),
        request.most(),
        request.zone(),
        () -> store.signals().signalHere(request.zone()));
  }

  /** Whether a delivery of a zone is due that {@link #take(TakeRequest)} could take. */
  public boolean hasDue(String zone) {
    PausedTargets paused = pauses.current();
    return !paused.isZonePaused(zone)
        && MongoFailures.translate(
            "looking into " + zone,
            () ->
                collections
                        .deliveries()
                        .find(due.condition(TakeRequest.of(zone, 1), paused))
                        .projection(Projections.include("_id"))
                        .first()
                    != null);
  }

  /**
   * Takes deliveries that a condition holds for, whatever zone they are in.
   *
   * @param condition has to leave out what is locked or assigned to others
   * @param what for the log
   */
  public List<TakenDelivery> take(Bson condition, int most, String what) {
    return taking.take(condition, most, what, () -> {});
  }

  /**
   * Takes what else of a message is due for the very domain of a delivery, and goes to the MX of
   * that; not what an administrator wants to bounce.
   */
  public List<TakenDelivery> takeCompanions(TakenDelivery of, int most) {
    QueuedDelivery delivery = of.delivery();
    return take(
        due.companions(delivery.zone(), delivery.id(), delivery.domain()),
        most,
        "what goes with " + delivery);
  }

  /**
   * Whether a delivery is surely still this process's: to be asked before anything is done that
   * must not be done twice. See {@link
   * email.wildduck.james.queue.store.LeaseKeeper#surelyHolds(Lease)}; throws nothing.
   */
  public boolean isSurelyOurs(TakenDelivery taken) {
    return store.leases().surelyHolds(taken.lease());
  }

  /**
   * Leaves a delivery alone that is not, or not surely, this process's any more: nothing is
   * written, and when nobody has taken it over, it comes back when its lease has run out.
   */
  public void abandon(TakenDelivery taken) {
    store.work().abandon(taken.lease());
  }

  /**
   * Ends a delivery: it was delivered, or bounced, or dropped. See {@link
   * email.wildduck.james.queue.store.LeasedWork#finish(Lease,
   * email.wildduck.james.queue.store.MessageRef)} for a database that is away.
   *
   * @return false when it is somebody else's by now
   */
  public boolean finish(TakenDelivery taken) {
    return store.work().finish(taken.lease(), taken.message());
  }

  /**
   * The same for deliveries of one message, with one call.
   *
   * @return whether all of them were still ours
   */
  public boolean finish(List<TakenDelivery> taken) {
    return store
        .work()
        .finish(
            taken.stream().map(TakenDelivery::lease).collect(Collectors.toList()),
            taken.get(0).message());
  }

  /**
   * Leaves a delivery in the queue for a later attempt.
   *
   * @return false when it is somebody else's by now
   */
  public boolean defer(TakenDelivery taken, Deferral deferral) {
    Instant now = collections.clock().instant();
    Bson update = deferral.update(taken.delivery(), now, collections.owner());
    boolean deferred =
        store
            .work()
            .end(
                taken.lease(),
                QueueStep.DEFER,
                "deferring ",
                () -> isDeferred(taken.lease(), update));
    signalWhenDue(taken, deferral.next(), now);
    return deferred;
  }

  /**
   * Gives a delivery back that nothing was attempted with, and notes why. No attempt is counted.
   *
   * @param reason for people
   * @param until when it can be taken again
   * @return false when it is somebody else's by now
   */
  public boolean postpone(TakenDelivery taken, String reason, Instant until) {
    Instant now = collections.clock().instant();
    Bson update = Postponement.update(reason, until, now, collections.owner());
    boolean postponed =
        store
            .work()
            .end(
                taken.lease(),
                QueueStep.GIVE_BACK,
                "postponing ",
                () -> isWritten(taken.lease(), update));
    signalWhenDue(taken, until, now);
    return postponed;
  }

  private void signalWhenDue(TakenDelivery taken, Instant next, Instant now) {
    if (!next.isAfter(now)) {
      store.signals().signal(taken.lease().zone());
    }
  }

  /**
   * Keeps a delivery for an administrator; nobody takes it any more.
   *
   * @return false when it is somebody else's by now
   */
  public boolean setAside(TakenDelivery taken, String reason) {
    return store.work().setAside(taken.lease(), reason);
  }

  /** The message of a delivery; see {@link QueueStore#load(Lease, QueueId)}. */
  public StoredMessage load(TakenDelivery taken) throws BrokenEntryException {
    Optional<StoredMessage> atHand = taken.atHand();
    return atHand.isPresent() ? atHand.get() : store.load(taken.lease(), taken.delivery().id());
  }

  /**
   * Makes everybody's again what an instance has been given, locked or not, and tells how many
   * those were. Only for an instance that is gone for good: one that still runs would deliver the
   * same a second time.
   *
   * @param instance a name in {@code assigned}, such as that of a ZoneMTA
   * @throws IllegalArgumentException when it is a name that belongs to us
   */
  public long takeOver(String instance) {
    return gone.takeOver(instance);
  }

  private boolean isDeferred(Lease lease, Bson update) {
    boolean deferred = isWritten(lease, update);
    collections.hooks().reached(QueuePoint.DEFER_WRITTEN);
    return deferred;
  }

  private boolean isWritten(Lease lease, Bson update) {
    return collections.deliveries().updateOne(LeaseUpdates.heldBy(lease), update).getModifiedCount()
        > 0;
  }
}
