package email.wildduck.james.queue.handover;

import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.MessageFiles;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.store.ZoneSignals;
import email.wildduck.james.queue.timing.QueueStep;
import email.wildduck.james.queue.timing.QueueTimings;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Puts messages into sending zones that do not come from a queue of ours: bounces, and mail of a
 * James whose spool is elsewhere.
 *
 * <p>The first delivery is the commit point, as for a hand-over: the others are staged before it
 * and released after it, so that nobody can end the only delivery there is, and delete the file,
 * while others are still being written.
 */
public final class DirectQueueing {
  /** The same for all, because a second run has to go on with what a first one has left. */
  private static final String TOKEN = "direct";

  private final QueueCollections collections;
  private final MessageFiles files;
  private final StagedDeliveries staged;
  private final ZoneSignals signals;

  /** With what the store of this process uses. */
  public DirectQueueing(QueueCollections collections, MessageFiles files, ZoneSignals signals) {
    this.collections = collections;
    this.files = files;
    this.staged = new StagedDeliveries(collections);
    this.signals = signals;
  }

  /**
   * Queues a message; it is durable when this returns. When it throws, the message is queued or is
   * not, and the caller tries again with the same id: what is in the queue by then is not added a
   * second time. Only when all of it has been delivered in between it is.
   *
   * @param deliveries one for each recipient, at least one; in the same order at each try
   * @throws IOException when the message cannot be read
   */
  public void add(QueueId id, NewMessage message, List<NewDelivery> deliveries) throws IOException {
    if (deliveries.isEmpty()) {
      throw new IllegalArgumentException("a message without recipients is not queued");
    }
    try (QueueTimings.Timing timing = collections.timings().start(QueueStep.ACCEPT)) {
      queue(id, message, deliveries);
      timing.succeeded();
    }
    deliveries.stream().map(NewDelivery::zone).distinct().forEach(signals::signal);
  }

  private void queue(QueueId id, NewMessage message, List<NewDelivery> deliveries)
      throws IOException {
    Instant now = collections.clock().instant();
    if (MongoFailures.translate("looking for " + id, () -> staged.first(id)).isEmpty()) {
      MongoFailures.<IOException>translateAction(
          "storing message " + id, () -> files.write(id, message, now));
      collections.hooks().reached(QueuePoint.ACCEPT_FILE_WRITTEN);
      MongoFailures.translateAction("queueing " + id, () -> insert(id, deliveries, now));
    }
    if (deliveries.size() > 1) {
      MongoFailures.translateAction("releasing " + id, () -> release(id));
    }
  }

  private void insert(QueueId id, List<NewDelivery> deliveries, Instant now) {
    if (deliveries.size() > 1) {
      staged.stage(TOKEN, id, deliveries, now);
      collections.hooks().reached(QueuePoint.HAND_OVER_STAGED);
    }
    staged.insertFirst(TOKEN, id, deliveries, now);
    collections.hooks().reached(QueuePoint.ACCEPT_QUEUED);
  }

  private void release(QueueId id) {
    staged
        .first(id)
        .filter(first -> HandOverRepair.tokenOf(first).filter(TOKEN::equals).isPresent())
        .ifPresent(
            first -> {
              staged.releaseOthers(id, TOKEN);
              collections.hooks().reached(QueuePoint.HAND_OVER_OTHERS_RELEASED);
              staged.releaseFirst(first.get("_id"), TOKEN);
            });
  }
}
