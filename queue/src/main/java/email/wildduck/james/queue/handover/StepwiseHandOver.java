package email.wildduck.james.queue.handover;

import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueuePoint;
import java.time.Instant;
import java.util.List;

/**
 * Commits a message with several recipients of which an earlier owner has staged deliveries, which
 * it replaces. Each step is a call of its own; nothing is given to consumers here.
 */
final class StepwiseHandOver {
  private final QueueCollections collections;
  private final StagedDeliveries staged;

  StepwiseHandOver(QueueCollections collections) {
    this.collections = collections;
    this.staged = new StagedDeliveries(collections);
  }

  /** False when the lease was lost. */
  boolean run(Lease spool, QueueId id, List<NewDelivery> all) {
    Instant now = collections.clock().instant();
    MongoFailures.translateAction("staging " + id, () -> staged.stage(spool, id, all, now));
    reached(QueuePoint.HAND_OVER_STAGED);
    boolean committed =
        MongoFailures.translate(
            "handing over " + spool, () -> staged.becomesFirstDelivery(spool, all.get(0), now));
    if (!committed) {
      return isCommittedBefore(spool, id);
    }
    reached(QueuePoint.HAND_OVER_COMMITTED);
    MongoFailures.translateAction("releasing " + id, () -> release(spool, id));
    return true;
  }

  /**
   * After a commit under a lease that does not hold: it was lost, and what is staged under it is
   * deleted; or a try before this one has committed, which its caller was not told because the
   * database failed, and the rest of that is done.
   */
  boolean isCommittedBefore(Lease spool, QueueId id) {
    return MongoFailures.translate(
        "ending the hand-over of " + id,
        () -> {
          boolean committed =
              staged
                  .first(id)
                  .flatMap(HandOverRepair::tokenOf)
                  .filter(spool.token()::equals)
                  .isPresent();
          if (committed) {
            release(spool, id);
          } else {
            staged.withdraw(id, spool.token());
          }
          return committed;
        });
  }

  private void release(Lease spool, QueueId id) {
    staged.releaseOthers(id, spool.token());
    reached(QueuePoint.HAND_OVER_OTHERS_RELEASED);
    staged.releaseFirst(spool.documentId(), spool.token());
  }

  private void reached(QueuePoint point) {
    collections.hooks().reached(point);
  }
}
