package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.pause.PausedTargets;
import email.wildduck.james.queue.pause.Pauses;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.zone.DeliveryIntake;
import email.wildduck.james.queue.zone.SendingQueue;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties one sending zone: one thread takes deliveries, others work on them. Woken up by a signal,
 * by a place that becomes free, and by the poll interval. A place that becomes free is no reason to
 * ask the database when the last look, and no signal since, says that nobody waits there for it.
 */
public final class ZoneConsumer implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(ZoneConsumer.class);
  private static final long LONGEST_BACK_OFF_MS = 30_000;
  private static final String PAUSED = " was paused";

  private final String zone;
  private final Places places;
  private final SendingQueue queue;
  private final Pauses pauses;
  private final Ending ending;
  private final Clock clock;
  private final long pollMs;
  private final Duration grace;
  private final Unseen unseen = new Unseen();
  private final Semaphore wakeUps = new Semaphore(0);
  private final Thread taker;
  private final ExecutorService workers;
  private final Runnable endOfSignals;
  private volatile boolean stopped;

  /** Whether older deliveries wait, which go before new ones. */
  private volatile boolean backlog = true;

  /** When all of the zone was looked at for the poll interval's sake; only the taker's. */
  private Instant polled;

  private ZoneConsumer(
      ZoneLimits limits,
      QueueStore store,
      SendingQueue queue,
      Pauses pauses,
      Duration grace,
      Ending ending) {
    this.zone = limits.zone();
    this.places = new Places(limits);
    this.queue = queue;
    this.pauses = pauses;
    this.ending = ending;
    this.clock = store.collections().clock();
    this.polled = clock.instant();
    this.pollMs = store.settings().pollInterval().toMillis();
    this.grace = grace;
    this.workers = Executors.newFixedThreadPool(limits.connections(), named("zone-" + zone + "-"));
    this.taker = new Thread(this::run, "zone-" + zone);
    this.taker.setDaemon(true);
    this.endOfSignals = store.onArrival(zone, this::arrived);
  }

  /**
   * Begins.
   *
   * @param grace how long work that has begun may go on at the end
   */
  public static ZoneConsumer start(
      ZoneLimits limits,
      QueueStore store,
      SendingQueue queue,
      Pauses pauses,
      Ending ending,
      Duration grace) {
    ZoneConsumer consumer = new ZoneConsumer(limits, store, queue, pauses, grace, ending);
    consumer.taker.start();
    return consumer;
  }

  Places places() {
    return places;
  }

  String zone() {
    return zone;
  }

  /** A place for a new delivery, if there is one that no older delivery waits for. */
  Optional<DeliveryIntake.Place> reserve(String domain) {
    if (stopped || backlog || unseen.isLeftOut(domain) || !places.hasPlace(domain)) {
      return Optional.empty();
    }
    return Optional.of(
        new DeliveryIntake.Place() {
          @Override
          public void give(TakenDelivery delivery, StoredMessage message) {
            work(DeliveryGroup.of(delivery.with(message)));
          }

          @Override
          public void cancel() {
            leave(domain);
          }
        });
  }

  private void arrived() {
    unseen.mayBeAnything();
    wakeUps.release();
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
    giveBackPaused();
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
    return begin(taken);
  }

  private int takeToWait(Set<String> domain, int most) {
    long mark = unseen.mark();
    List<TakenDelivery> taken = queue.take(TakeRequest.of(zone, most).onlyFor(domain));
    if (taken.size() < most) {
      unseen.nothingMoreFor(mark, domain);
    }
    return begin(taken);
  }

  /** Deliveries whose time has come, and those that others have left behind, give no signal. */
  private void poll() {
    Instant now = clock.instant();
    if (!now.isBefore(polled.plusMillis(pollMs)) || now.isBefore(polled)) {
      polled = now;
      unseen.mayBeAnything();
    }
  }

  private int begin(List<TakenDelivery> deliveries) {
    for (DeliveryGroup group : DeliveryGroup.formedOf(deliveries)) {
      if (places.hasPlace(group.domain())) {
        work(group);
      } else if (!places.mayWait(group)) {
        giveBack(group, noPlaceFor(group));
      }
    }
    return deliveries.size();
  }

  private void giveBackPaused() {
    PausedTargets paused = pauses.current();
    boolean all = paused.isZonePaused(zone);
    places
        .leave(group -> all || paused.isDomainPaused(group.domain()))
        .forEach(
            group ->
                giveBack(
                    group, (all ? "the zone " + zone : "the domain " + group.domain()) + PAUSED));
  }

  private void work(DeliveryGroup group) {
    try {
      workers.execute(
          () -> {
            try {
              ending.workOn(joined(group));
            } finally {
              leave(group.domain());
            }
          });
    } catch (RejectedExecutionException e) {
      giveBackAtTheEnd(List.of(group));
    }
  }

  private DeliveryGroup joined(DeliveryGroup group) {
    List<TakenDelivery> all = new ArrayList<>(group.deliveries());
    places.companionsOf(group).forEach(waiting -> all.addAll(waiting.deliveries()));
    List<DeliveryGroup> groups = DeliveryGroup.formedOf(all);
    groups.stream()
        .skip(1)
        .filter(rest -> !places.mayWait(rest))
        .forEach(rest -> giveBack(rest, noPlaceFor(rest)));
    return groups.get(0);
  }

  private void leave(String domain) {
    places.end(domain).ifPresent(this::work);
    if (unseen.isWorthALook()) {
      wakeUps.release();
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

  /** Takes no more, waits for what has begun as long as the grace lasts, gives back the rest. */
  @Override
  public void close() {
    stopped = true;
    endOfSignals.run();
    wakeUps.release();
    try {
      taker.join(grace.toMillis());
      giveBackAtTheEnd(places.leave(group -> true));
      workers.shutdown();
      if (!workers.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        LOGGER.warn("zone {}: work that has not ended is interrupted", zone);
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      workers.shutdownNow();
    }
  }

  private static String noPlaceFor(DeliveryGroup group) {
    return "all connections that " + group.domain() + " may have were in use";
  }

  /** Whoever takes it next need not wait. */
  private void giveBack(DeliveryGroup group, String reason) {
    group.deliveries().forEach(taken -> queue.postpone(taken, reason, taken.delivery().queued()));
  }

  private void giveBackAtTheEnd(List<DeliveryGroup> groups) {
    try {
      groups.forEach(group -> giveBack(group, "the process that had taken it was stopped"));
    } catch (RuntimeException e) {
      LOGGER.warn("zone {}: what was taken is taken over when its leases have run out", zone, e);
    }
  }

  private static ThreadFactory named(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
