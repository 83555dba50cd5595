package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.pause.PausedTargets;
import email.wildduck.james.queue.zone.SendingQueue;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work on what was taken from a zone, on threads of its own: begun where there is a place for
 * it, kept waiting for one, or given back. Thread-safe.
 */
final class ZoneWork {
  private static final Logger LOGGER = LoggerFactory.getLogger(ZoneWork.class);
  private static final String PAUSED = " was paused";

  private final String zone;
  private final Places places;
  private final Pace pace = new Pace();
  private final GivingBack givingBack;
  private final Ending ending;
  private final Runnable onFreePlace;
  private final ExecutorService threads;

  /**
   * @param onFreePlace called whenever work has ended
   */
  ZoneWork(ZoneLimits limits, SendingQueue queue, Ending ending, Runnable onFreePlace) {
    this.zone = limits.zone();
    this.places = new Places(limits);
    this.givingBack = new GivingBack(queue);
    this.ending = ending;
    this.onFreePlace = onFreePlace;
    this.threads = Executors.newFixedThreadPool(limits.connections(), named("zone-" + zone + "-"));
  }

  Places places() {
    return places;
  }

  /** Whether a place is soon free when all are in use. */
  boolean isQuick() {
    return pace.isQuick();
  }

  /** Begins with what there is a place for. */
  void begin(List<TakenDelivery> deliveries) {
    for (DeliveryGroup group : DeliveryGroup.formedOf(deliveries)) {
      if (places.hasPlace(group.domain())) {
        work(group);
      } else if (places.mayWait(group)) {
        places.next().ifPresent(this::work);
      } else {
        giveBack(group, noPlaceFor(group));
      }
    }
  }

  /** Begins with deliveries that have a place. */
  void work(DeliveryGroup group) {
    try {
      threads.execute(
          () -> {
            long start = System.nanoTime();
            try {
              ending.workOn(joined(group));
            } finally {
              pace.took(System.nanoTime() - start);
              leave(group.domain());
            }
          });
    } catch (RejectedExecutionException e) {
      giveBackAtTheEnd(List.of(group));
    }
  }

  /** Begins with new deliveries that have room to wait, or lets them wait there. */
  void enter(DeliveryGroup group) {
    places.enter(group);
    places.next().ifPresent(this::work);
    if (threads.isShutdown()) {
      giveBackAtTheEnd(places.leave(waiting -> true));
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

  /** Leaves a place to whoever waits for one. */
  void leave(String domain) {
    places.end(domain).ifPresent(this::work);
    onFreePlace.run();
  }

  /** Gives back what waits and was paused since it was taken. */
  void giveBackPaused(PausedTargets paused) {
    boolean all = paused.isZonePaused(zone);
    places
        .leave(group -> all || paused.isDomainPaused(group.domain()))
        .forEach(
            group ->
                giveBack(
                    group, (all ? "the zone " + zone : "the domain " + group.domain()) + PAUSED));
  }

  /** Gives back what waits, and waits for what has begun as long as the grace lasts. */
  void end(Duration grace) throws InterruptedException {
    giveBackAtTheEnd(places.leave(group -> true));
    threads.shutdown();
    if (!threads.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
      LOGGER.warn("zone {}: work that has not ended is interrupted", zone);
      threads.shutdownNow();
    }
  }

  /** Waits for nothing. */
  void endNow() {
    threads.shutdownNow();
  }

  private static String noPlaceFor(DeliveryGroup group) {
    return "all connections that " + group.domain() + " may have were in use";
  }

  private void giveBack(DeliveryGroup group, String reason) {
    givingBack.now(group.deliveries(), reason);
  }

  private void giveBackAtTheEnd(List<DeliveryGroup> groups) {
    groups.forEach(group -> giveBack(group, "the process that had taken it was stopped"));
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
