package email.wildduck.james.queue.james;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.reactivestreams.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a subscriber wants and gets. Mails are handed out by one thread; the rest is thread-safe.
 */
final class HandOut {
  private static final Logger LOGGER = LoggerFactory.getLogger(HandOut.class);

  private final Function<MailQueueItem, MailQueueItem> decorator;
  private final Subscriber<? super MailQueueItem> subscriber;
  private final Runnable onFailure;
  private final Demand demand = new Demand();
  private volatile boolean ended;

  /**
   * @param onFailure run when the subscriber fails; it gets no more mail then
   */
  HandOut(
      Function<MailQueueItem, MailQueueItem> decorator,
      Subscriber<? super MailQueueItem> subscriber,
      Runnable onFailure) {
    this.decorator = decorator;
    this.subscriber = subscriber;
    this.onFailure = onFailure;
  }

  /** What the subscriber wants. */
  Demand demand() {
    return demand;
  }

  /** Nothing is handed out any more. */
  void end() {
    ended = true;
  }

  /** Hands out a mail that is wanted; false, and it is wanted still, when there is none. */
  boolean offer(Supplier<Optional<MongoMailQueueItem>> source) {
    boolean found = false;
    try {
      Optional<MongoMailQueueItem> item = source.get();
      found = item.isPresent();
      item.ifPresent(this::hand);
    } finally {
      if (!found) {
        demand.add(1);
      }
    }
    return found;
  }

  private void hand(MongoMailQueueItem item) {
    if (ended) {
      item.release();
      return;
    }
    try {
      subscriber.onNext(decorator.apply(item));
    } catch (RuntimeException e) {
      // against the rules of reactive streams; it counts as a cancellation
      LOGGER.error("a consumer failed and gets no more mail", e);
      item.release();
      onFailure.run();
    }
  }
}
