package email.wildduck.james.queue.james;

import email.wildduck.james.queue.store.ArrivalPlace;
import email.wildduck.james.queue.store.TakenEntry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Operators;

/**
 * One subscription to a queue. While there is demand it hands out the mails that it was given when
 * they were queued, and takes one after the other from the database; from a thread of its own,
 * because subscribers may block. It looks at the database only after a signal or the poll interval,
 * until there is no more mail. It ends by being cancelled and in no other way.
 */
final class QueueConsumer implements Subscription {
  private static final Logger LOGGER = LoggerFactory.getLogger(QueueConsumer.class);
  private static final long MAX_BACK_OFF_MS = 30_000;

  private final Dequeuer dequeuer;
  private final Function<MailQueueItem, MailQueueItem> decorator;
  private final Subscriber<? super MailQueueItem> subscriber;
  private final Consumer<QueueConsumer> onEnd;
  private final long pollIntervalMs;
  private final ConsumerThread thread;
  private final Demand demand = new Demand();
  private final GivenMails given = new GivenMails();
  private final MailHints hints = new MailHints();
  private volatile boolean cancelled;

  // only used by the thread
  private long backOffMs;

  QueueConsumer(
      String name,
      Dequeuer dequeuer,
      Function<MailQueueItem, MailQueueItem> decorator,
      Subscriber<? super MailQueueItem> subscriber,
      Consumer<QueueConsumer> onEnd,
      Duration pollInterval) {
    this.dequeuer = dequeuer;
    this.decorator = decorator;
    this.subscriber = subscriber;
    this.onEnd = onEnd;
    this.pollIntervalMs = pollInterval.toMillis();
    this.thread = new ConsumerThread("queue-" + name, this::drain);
  }

  @Override
  public void request(long count) {
    if (Operators.validate(count)) {
      demand.add(count);
      goOn();
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
    thread.end();
    releaseGiven();
    dequeuer.releaseAhead();
    onEnd.accept(this);
  }

  /** There may be mail. */
  void wakeUp() {
    hints.signal();
    thread.wakeUp();
  }

  /**
   * A place for a mail that is due and about to be queued: when the subscriber wants more than it
   * has, and the database is known to have none that comes before it.
   */
  Optional<ArrivalPlace> place() {
    if (cancelled || hints.mayHaveMail() || !given.reserve()) {
      return Optional.empty();
    }
    if (!demand.take()) {
      given.cancel();
      return Optional.empty();
    }
    return Optional.of(new Place());
  }

  private final class Place implements ArrivalPlace {
    @Override
    public void give(TakenEntry entry) {
      given.add(entry);
      thread.wakeUp();
      if (cancelled) {
        releaseGiven();
      }
    }

    @Override
    public void cancel() {
      given.cancel();
      giveBack();
    }
  }

  private void goOn() {
    if (hints.mayHaveMail()) {
      thread.wakeUp();
    }
  }

  private void giveBack() {
    demand.add(1);
    goOn();
  }

  private void drain() {
    try {
      handGiven();
      while (!cancelled && hints.mayHaveMail() && demand.take()) {
        takeNext();
        handGiven();
      }
    } catch (RuntimeException | Error e) {
      // an Error too, such as a lack of memory: nobody else would take up the work again
      backOff(e);
    }
    if (cancelled) {
      // what was taken after the cancellation
      dequeuer.releaseAhead();
    }
  }

  private void handGiven() {
    Optional<TakenEntry> next = given.poll();
    while (next.isPresent()) {
      TakenEntry entry = next.get();
      serve(() -> dequeuer.open(entry));
      next = given.poll();
    }
  }

  private void takeNext() {
    long before = hints.now();
    if (!serve(() -> dequeuer.next(demand.most()))) {
      hints.settle(before);
      thread.runAfter(pollIntervalMs, this::wakeUp);
    }
    backOffMs = 0;
  }

  /** Hands out a mail that is wanted; false, and it is wanted still, when there is none. */
  private boolean serve(Supplier<Optional<MongoMailQueueItem>> source) {
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
    if (cancelled) {
      item.release();
      return;
    }
    try {
      subscriber.onNext(decorator.apply(item));
    } catch (RuntimeException e) {
      // against the rules of reactive streams; it counts as a cancellation
      LOGGER.error("a consumer failed and gets no more mail", e);
      item.release();
      cancel();
    }
  }

  private void releaseGiven() {
    Optional<TakenEntry> next = given.poll();
    while (next.isPresent()) {
      dequeuer.release(next.get());
      next = given.poll();
    }
  }

  private void backOff(Throwable failure) {
    backOffMs = Math.min(MAX_BACK_OFF_MS, Math.max(pollIntervalMs, backOffMs * 2));
    LOGGER.error("no mail can be taken, the next attempt is in {} ms", backOffMs, failure);
    thread.runAfter(backOffMs, this::wakeUp);
  }
}
