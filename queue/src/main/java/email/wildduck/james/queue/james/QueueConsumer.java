package email.wildduck.james.queue.james;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Operators;

/**
 * One subscription to a queue. It takes one mail after the other while there is demand, from a
 * thread of its own, because subscribers may block; woken up by a signal, or by the poll interval.
 * It ends by being cancelled and in no other way.
 */
final class QueueConsumer implements Subscription {
  private static final Logger LOGGER = LoggerFactory.getLogger(QueueConsumer.class);
  private static final long MAX_BACK_OFF_MS = 30_000;

  private final Dequeuer dequeuer;
  private final Function<MailQueueItem, MailQueueItem> decorator;
  private final Subscriber<? super MailQueueItem> subscriber;
  private final Consumer<QueueConsumer> onEnd;
  private final long pollIntervalMs;
  private final ScheduledThreadPoolExecutor thread;
  private final AtomicLong demand = new AtomicLong();
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile boolean cancelled;

  // only used by the thread
  private Optional<Future<?>> timer = Optional.empty();
  private long backOffMs;
  private Optional<Long> tookOverAt = Optional.empty();

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
    this.thread = threadNamed("queue-" + name);
  }

  @Override
  public void request(long count) {
    if (Operators.validate(count)) {
      demand.accumulateAndGet(count, Operators::addCap);
      wakeUp();
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
    // not shutdownNow: an interrupted call to the database leaves a mail locked
    thread.shutdown();
    onEnd.accept(this);
  }

  /** There may be mail. */
  void wakeUp() {
    if (woken.compareAndSet(false, true)) {
      thread.execute(
          () -> {
            woken.set(false);
            drain();
          });
    }
  }

  private void drain() {
    try {
      while (!cancelled && demand.get() > 0) {
        takeOverAtIntervals();
        Optional<MongoMailQueueItem> item = dequeuer.next();
        backOffMs = 0;
        if (item.isEmpty()) {
          again(pollIntervalMs);
          return;
        }
        hand(item.get());
      }
    } catch (RuntimeException | Error e) {
      // an Error too, such as a lack of memory: nobody else would take up the work again
      backOff(e);
    }
  }

  /** Also while the queue is never empty. */
  private void takeOverAtIntervals() {
    long now = System.nanoTime();
    long interval = TimeUnit.MILLISECONDS.toNanos(pollIntervalMs);
    if (tookOverAt.filter(last -> now - last < interval).isEmpty()) {
      dequeuer.takeOver();
      tookOverAt = Optional.of(now);
    }
  }

  private void hand(MongoMailQueueItem item) {
    if (cancelled) {
      item.release();
      return;
    }
    demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
    try {
      subscriber.onNext(decorator.apply(item));
    } catch (RuntimeException e) {
      // against the rules of reactive streams; it counts as a cancellation
      LOGGER.error("a consumer failed and gets no more mail", e);
      item.release();
      cancel();
    }
  }

  private void backOff(Throwable failure) {
    backOffMs = Math.min(MAX_BACK_OFF_MS, Math.max(pollIntervalMs, backOffMs * 2));
    LOGGER.error("no mail can be taken, the next attempt is in {} ms", backOffMs, failure);
    again(backOffMs);
  }

  private void again(long delayMs) {
    timer.ifPresent(running -> running.cancel(false));
    timer = Optional.of(thread.schedule(this::drain, delayMs, TimeUnit.MILLISECONDS));
  }

  private static ScheduledThreadPoolExecutor threadNamed(String name) {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            },
            // a signal that comes after the end
            new ThreadPoolExecutor.DiscardPolicy());
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }
}
