package email.wildduck.james.queue.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews all leases of this process, from one daemon thread, after each third of their time. */
final class LeaseKeeper implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(LeaseKeeper.class);
  private static final int BATCH = 500;

  private final ZoneQueue queue;
  private final Duration lease;
  private final Map<String, Lease> held = new ConcurrentHashMap<>();
  private final Map<String, Runnable> unfinished = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread renewal = new Thread(work, "queue-leases");
            renewal.setDaemon(true);
            return renewal;
          });

  LeaseKeeper(ZoneQueue queue, Duration lease) {
    this.queue = queue;
    this.lease = lease;
  }

  void start() {
    long interval = lease.toMillis() / 3;
    var unused =
        thread.scheduleWithFixedDelay(this::renewAll, interval, interval, TimeUnit.MILLISECONDS);
  }

  void hold(Lease taken) {
    held.put(taken.token(), taken);
  }

  void drop(Lease ended) {
    held.remove(ended.token());
  }

  void dropAll(String zone) {
    held.values().removeIf(taken -> taken.zone().equals(zone));
  }

  /** Does something with a lease that failed, after the next renewal. */
  void whenRenewing(Lease lease, Runnable action) {
    unfinished.put(lease.token(), action);
  }

  /** Renews now. What cannot be renewed is tried again at the next turn. */
  void renewAll() {
    List<Object> documentIds = new ArrayList<>();
    held.values().forEach(taken -> documentIds.add(taken.documentId()));
    for (int from = 0; from < documentIds.size(); from += BATCH) {
      renew(documentIds.subList(from, Math.min(from + BATCH, documentIds.size())));
    }
    for (String token : List.copyOf(unfinished.keySet())) {
      // an action that fails again puts itself back
      Optional.ofNullable(unfinished.remove(token)).ifPresent(Runnable::run);
    }
  }

  private void renew(List<Object> documentIds) {
    try {
      long renewed = queue.renew(documentIds);
      LOGGER.debug("renewed {} of {} leases", renewed, documentIds.size());
    } catch (RuntimeException e) {
      LOGGER.warn("{} leases could not be renewed", documentIds.size(), e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
