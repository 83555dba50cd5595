package email.wildduck.james.queue.james;

import email.wildduck.james.queue.store.ArrivalPlace;
import email.wildduck.james.queue.store.TakenEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
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
 * until there is no more mail. While the {@link SpoolHold} is on it hands nothing out. It ends by
 * being cancelled and in no other way.
 */
final class QueueConsumer implements Subscription {
  private static final Logger LOGGER = LoggerFactory.getLogger(QueueConsumer.class);
  private static final long MAX_BACK_OFF_MS = 30_000;
  private static final long HOLD_LOOK_MS = 5;
  private static final long STALE_LOOK_MS = 1_000;

  private final Dequeuer dequeuer;
  private final HandOut handOut;
  private final Consumer<QueueConsumer> onEnd;
  private final long pollIntervalMs;
  private final ConsumerThread thread;
  private final Demand demand;
  private final WaitingMail waiting;
  private volatile boolean cancelled;

  /** Whether the database is to be looked at for the poll interval's sake. */
  private volatile boolean pollIsDue;

  // only used by the thread
  private long backOffMs;

  QueueConsumer(
      String name,
      Dequeuer dequeuer,
      Function<MailQueueItem, MailQueueItem> decorator,
      Subscriber<? super MailQueueItem> subscriber,
      Consumer<QueueConsumer> onEnd,
      Duration pollInterval,
      SpoolHold hold) {
    this.dequeuer = dequeuer;
    this.handOut = new HandOut(decorator, subscriber, this::cancel);
    this.demand = handOut.demand();
    this.onEnd = onEnd;
    this.pollIntervalMs = pollInterval.toMillis();
    this.waiting = new WaitingMail(hold, dequeuer::hasRoom);
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
    handOut.end();
    thread.end();
    releaseGiven();
    dequeuer.releaseAhead();
    onEnd.accept(this);
  }

  /** There may be mail. */
  void wakeUp() {
    waiting.hints().signal();
    thread.wakeUp();
  }

  /**
   * A place for a mail that is due and about to be queued, when the database is known to have none
   * that comes before it: as many as the subscriber wants; of the spool also many that it has not
   * asked for yet, if they are at hand.
   */
  Optional<ArrivalPlace> place(boolean atHand) {
    return !cancelled && waiting.reserve(demand.left(), atHand)
        ? Optional.of(new Place())
        : Optional.empty();
  }

  /** How many mails wait in this process to be handed out. */
  int waiting() {
    return waiting.given().size();
  }

  private final class Place implements ArrivalPlace {
    @Override
    public void give(TakenEntry entry) {
      waiting.given().add(entry);
      thread.wakeUp();
      if (cancelled) {
        releaseGiven();
      }
    }

    @Override
    public void cancel() {
      waiting.given().cancel();
    }
  }

  private void goOn() {
    if (pollIsDue || waiting.mayBeAny()) {
      thread.wakeUp();
    }
  }

  private void poll() {
    pollIsDue = true;
    drain();
  }

  private void drain() {
    try {
      boolean more = true;
      while (more && !cancelled) {
        more = !isHeld() && isServed();
      }
      giveBackStale();
    } catch (RuntimeException | Error e) {
      // an Error too, such as a lack of memory: nobody else would take up the work again
      backOff(e);
    }
    if (cancelled) {
      // what was taken after the cancellation
      dequeuer.releaseAhead();
    }
  }

  /** Whether what waits stays for now. It is looked at again soon then. */
  private boolean isHeld() {
    boolean held = waiting.isHeld();
    if (held) {
      thread.wakeUpAfter(HOLD_LOOK_MS);
    }
    return held;
  }

  /** Serves the subscriber if it wants more; false when it does not or there is none. */
  private boolean isServed() {
    if (!demand.take()) {
      return false;
    }
    Optional<TakenEntry> next = waiting.given().poll();
    if (next.isPresent()) {
      handOut.offer(() -> dequeuer.open(next.get()));
    } else if (pollIsDue || waiting.hints().mayHaveMail()) {
      takeNext();
    } else {
      demand.add(1);
      return false;
    }
    return true;
  }

  private void takeNext() {
    MailHints hints = waiting.hints();
    long before = hints.now();
    boolean taken = handOut.offer(() -> dequeuer.next(demand.most()));
    pollIsDue = false;
    if (taken) {
      hints.signal();
    } else {
      hints.settle(before);
      thread.runAfter(pollIntervalMs, this::poll);
    }
    backOffMs = 0;
  }

  /** What nobody wants for long is better in the database, where other nodes see it. */
  private void giveBackStale() {
    List<TakenEntry> stale = waiting.pollStale();
    if (!stale.isEmpty()) {
      dequeuer.release(stale);
      waiting.hints().signal();
    } else if (waiting.given().waitingSince().isPresent()) {
      thread.wakeUpAfter(STALE_LOOK_MS);
    }
  }

  private void releaseGiven() {
    dequeuer.release(waiting.given().pollAll());
  }

  private void backOff(Throwable failure) {
    backOffMs = Math.min(MAX_BACK_OFF_MS, Math.max(pollIntervalMs, backOffMs * 2));
    LOGGER.error("no mail can be taken, the next attempt is in {} ms", backOffMs, failure);
    thread.runAfter(backOffMs, this::wakeUp);
  }
}
