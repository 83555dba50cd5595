package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.pause.Pauses;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.zone.SendingQueue;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the deliveries of a zone, on a thread of its own. Woken up by a signal, by a place that
 * becomes free, and by the poll interval. A place that becomes free is no reason to ask the
 * database when the last look, and no signal since, says that nobody waits there for it.
 */
final class ZoneTaking {
  private static final Logger LOGGER = LoggerFactory.getLogger(ZoneTaking.class);
  private static final long LONGEST_BACK_OFF_MS = 30_000;

  private final String zone;
  private final ZoneWork work;
  private final Places places;
  private final SendingQueue queue;
  private final Pauses pauses;
  private final Clock clock;
  private final long pollMs;
  private final Unseen unseen = new Unseen();
  private final Semaphore wakeUps = new Semaphore(0);
  private final Thread thread;
  private volatile boolean stopped;

  /** Whether older deliveries wait, which go before new ones. */
  private volatile boolean backlog = true;

  /** When all of the zone was looked at for the poll interval's sake; only the thread's. */
  private Instant polled;

  ZoneTaking(String zone, ZoneWork work, QueueStore store, SendingQueue queue, Pauses pauses) {
    this.zone = zone;
    this.work = work;
    this.places = work.places();
    this.queue = queue;
    this.pauses = pauses;
    this.clock = store.collections().clock();
    this.polled = clock.instant();
    this.pollMs = store.settings().pollInterval().toMillis();
    this.thread = new Thread(this::run, "zone-" + zone);
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Whether a new delivery for a domain would overtake no older one. */
  boolean mayComeNext(String domain) {
    return !stopped && !backlog && !unseen.isLeftOut(domain);
  }

  /** Whether as many older deliveries wait as may begin. */
  boolean isBehind() {
    return backlog || places.isBehind();
  }

  /** There may be deliveries in the database. */
  void arrived() {
    unseen.mayBeAnything();
    wakeUps.release();
  }

  /** A place has become free. */
  void placeIsFree() {
    if (unseen.isWorthALook()) {
      wakeUps.release();
    }
  }

  private void run() {
    long backOffMs = 0;
    while (!stopped) {
      boolean more = false;
      try {
        more = hasTaken();
        backOffMs = 0;
      } catch (RuntimeException | Error e) {
        // an Error too, such as a lack of memory: nobody else would take up the work again
        backOffMs = Math.min(LONGEST_BACK_OFF_MS, Math.max(pollMs, backOffMs * 2));
        unseen.mayBeAnything();
        LOGGER.error("zone {}: nothing can be taken, again in {} ms", zone, backOffMs, e);
      }
      if (!more) {
        await(Math.max(pollMs, backOffMs));
      }
    }
  }

  /** Whether there may be more. */
  private boolean hasTaken() {
    poll();
    work.giveBackPaused(pauses.current());
    Map<Set<String>, Integer> refills = places.refills();
    int taken = takeForPlaces();
    for (Map.Entry<Set<String>, Integer> refill : refills.entrySet()) {
      if (unseen.isWorthALookFor(refill.getKey())) {
        taken += takeToWait(refill.getKey(), refill.getValue());
      }
    }
    return taken > 0;
  }

  private int takeForPlaces() {
    Set<String> busy = places.busy();
    int wanted = places.wanted();
    if (!unseen.isWorthALookWithout(busy)) {
      backlog = false;
      return 0;
    }
    if (!backlog && (wanted < 1 || !busy.isEmpty()) && isEmpty()) {
      return 0;
    }
    if (wanted < 1) {
      backlog = true;
      return 0;
    }
    long mark = unseen.mark();
    List<TakenDelivery> taken = queue.take(TakeRequest.of(zone, wanted).without(busy));
    backlog = taken.size() >= wanted;
    if (!backlog) {
      unseen.nothingMore(mark, busy);
    }
    work.begin(taken);
    return taken.size();
  }

  /** A look at all domains, which costs less than to take, and leaves no domain out. */
  private boolean isEmpty() {
    long mark = unseen.mark();
    boolean empty = !queue.hasDue(zone);
    if (empty) {
      unseen.nothingMore(mark, Set.of());
    }
    return empty;
  }

  private int takeToWait(Set<String> domain, int most) {
    long mark = unseen.mark();
    List<TakenDelivery> taken = queue.take(TakeRequest.of(zone, most).onlyFor(domain));
    if (taken.size() < most) {
      unseen.nothingMoreFor(mark, domain);
    }
    work.begin(taken);
    return taken.size();
  }

  /** Deliveries whose time has come, and those that others have left behind, give no signal. */
  private void poll() {
    Instant now = clock.instant();
    if (!now.isBefore(polled.plusMillis(pollMs)) || now.isBefore(polled)) {
      polled = now;
      unseen.mayBeAnything();
    }
  }

  private void await(long ms) {
    try {
      if (wakeUps.tryAcquire(ms, TimeUnit.MILLISECONDS)) {
        wakeUps.drainPermits();
      } else {
        unseen.mayBeAnything();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
  }

  /** Takes no more; waits for a call to the database as long as the grace lasts. */
  void end(Duration grace) throws InterruptedException {
    stopped = true;
    wakeUps.release();
    thread.join(grace.toMillis());
  }
}
