package email.wildduck.james.queue.store;

import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.timing.QueueStep;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ending the work on a delivery. Each method has an effect only while the lease holds, and tells
 * whether it did; false means that the delivery is somebody else's or has been cancelled.
 */
public final class LeasedWork {
  private static final Logger LOGGER = LoggerFactory.getLogger(LeasedWork.class);

  private static final int BATCH = 500;

  private final QueueCollections collections;
  private final ZoneQueue queue;
  private final UnusedMessages unused;
  private final EndedDeliveries endedDeliveries;
  private final LeaseKeeper leases;
  private final LateWrites late;
  private final ZoneSignals signals;

  LeasedWork(
      QueueCollections collections,
      ZoneQueue queue,
      UnusedMessages unused,
      LeaseKeeper leases,
      LateWrites late,
      ZoneSignals signals) {
    this.collections = collections;
    this.queue = queue;
    this.unused = unused;
    this.endedDeliveries = new EndedDeliveries(queue::delete, queue::existing);
    this.leases = leases;
    this.late = late;
    this.signals = signals;
  }

  /** As {@link #finish(Lease, MessageRef)}, with what the lease says about the message. */
  public boolean finish(Lease lease, QueueId id) {
    MessageRef message = MessageRef.of(id);
    return finish(lease, lease.file().map(message::inFile).orElse(message));
  }

  /**
   * Ends a delivery, and deletes the message with its last one. When the database is away, this is
   * done as soon as it is back, and the lease is kept until then: what has been delivered must not
   * be delivered again.
   */
  public boolean finish(Lease lease, MessageRef message) {
    // ended already, as by a hand-over: James says done to that too
    return leases.isHeld(lease) && finish(List.of(lease), message);
  }

  /**
   * As {@link #finish(Lease, MessageRef)}, for several deliveries of a message with one call, or
   * less when other messages end at the same time.
   *
   * @return whether all were surely still ours
   */
  public boolean finish(List<Lease> ended, MessageRef message) {
    ended.forEach(late::forget);
    return end(
        ended,
        "finishing " + message,
        () -> {
          long ours = endedDeliveries.delete(ended);
          if (ours > 0) {
            collections.hooks().reached(QueuePoint.FINISH_DELETED);
          }
          boolean all = ours == ended.size();
          HeldMessages.Left left = leases.dropDeleted(ended, all);
          if (left == HeldMessages.Left.NOTHING || (all && message.isWithOneDelivery())) {
            unused.deleteEnded(message);
          } else if (left == HeldMessages.Left.UNKNOWN) {
            unused.delete(message);
          }
          return all;
        });
  }

  /**
   * Ends the work on deliveries of a message in another way. When the database is away, this is
   * done as soon as it is back, and the leases are kept until then.
   *
   * @param action for the log
   * @param operation changes the deliveries as far as the leases hold, and tells whether all did;
   *     repeatable
   */
  public boolean endSurely(List<Lease> ended, String action, BooleanSupplier operation) {
    return end(
        ended,
        action,
        () -> {
          late.now(ended);
          return operation.getAsBoolean();
        });
  }

  private boolean end(List<Lease> ended, String action, BooleanSupplier operation) {
    try {
      boolean ours =
          collections
              .timings()
              .timed(
                  QueueStep.FINISH, () -> MongoFailures.translate(action, operation::getAsBoolean));
      // what became of them is not known here: they may belong to another message now
      ended.forEach(this::abandon);
      return ours;
    } catch (TemporaryFailureException e) {
      LOGGER.warn("{} failed, it is done later", action, e);
      leases.whenRenewing(ended.get(0), () -> end(ended, action, operation));
      return true;
    }
  }

  /** Gives a delivery back, to be taken again from {@code queued} on. */
  public boolean retry(Lease lease, Instant queued) {
    return signalled(lease, giveBack(lease, "putting back ", () -> queue.putBack(lease, queued)));
  }

  /** Gives a delivery back that nothing was done with, at its old place. */
  public boolean release(Lease lease) {
    return signalled(lease, giveBack(lease, "releasing ", () -> queue.putBack(lease)));
  }

  /** The same for many deliveries of a zone. */
  public void release(String zone, List<Lease> given) {
    Set<Lease> owed = given.stream().filter(leases::isLookOwed).collect(Collectors.toSet());
    for (int from = 0; from < given.size(); from += BATCH) {
      release(zone, given.subList(from, Math.min(from + BATCH, given.size())), owed);
    }
    signals.signal(zone);
  }

  private void release(String zone, List<Lease> some, Set<Lease> owed) {
    long ours =
        collections
            .timings()
            .timed(
                QueueStep.GIVE_BACK,
                () ->
                    MongoFailures.translate(
                        "releasing mail of " + zone,
                        () -> {
                          late.now(some);
                          return queue.putBack(some);
                        }));
    if (ours < some.size()) {
      some.forEach(lease -> look(owed.contains(lease), lease));
    }
  }

  /** Keeps a delivery for an administrator; nobody takes it any more. */
  public boolean setAside(Lease lease, String reason) {
    return giveBack(lease, "setting aside ", () -> queue.setAside(lease, reason));
  }

  /**
   * Ends the work in another way, and tells nobody that the delivery can be taken.
   *
   * @param step that this is
   * @param action for the log
   * @param operation changes the delivery if the lease holds, and tells whether it did
   */
  public boolean end(Lease lease, QueueStep step, String action, BooleanSupplier operation) {
    if (leases.isPassedOn(lease)) {
      // under the same token: it would be the other one's work that ends
      return false;
    }
    // Also when the database is away: the delivery comes back when the lease has run out.
    boolean lookOwed = leases.isLookOwed(lease);
    boolean ours =
        collections
            .timings()
            .timed(
                step,
                () ->
                    MongoFailures.translate(
                        action + lease,
                        () -> {
                          late.now(List.of(lease));
                          return operation.getAsBoolean();
                        }));
    look(lookOwed && !ours, lease);
    return ours;
  }

  /**
   * Leaves a delivery alone that is not, or not surely, this process's any more. Nothing is written
   * to it.
   */
  public void abandon(Lease lease) {
    look(leases.isLookOwed(lease), lease);
  }

  private void look(boolean owed, Lease lease) {
    if (owed) {
      QueueId.parse(lease.message()).map(MessageRef::of).ifPresent(unused::delete);
    }
  }

  private boolean giveBack(Lease lease, String action, BooleanSupplier operation) {
    return end(lease, QueueStep.GIVE_BACK, action, operation);
  }

  private boolean signalled(Lease lease, boolean ours) {
    signals.signal(lease.zone());
    return ours;
  }
}
