package email.wildduck.james.queue.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows and renews all leases of this process, from one daemon thread, after each third of their
 * time.
 */
public final class LeaseKeeper implements AutoCloseable {
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

  /** From now on the lease is renewed. */
  public void hold(Lease taken) {
    held.put(keyOf(taken), taken);
  }

  /** From now on the lease is not renewed. */
  public void drop(Lease ended) {
    held.remove(keyOf(ended));
  }

  /**
   * Whether the lease was taken and has not been ended here; it may have been lost nevertheless.
   */
  boolean isHeld(Lease lease) {
    return held.containsKey(keyOf(lease));
  }

  /** The lease on a document that this process holds. */
  public Optional<Lease> holding(Object documentId) {
    return held.values().stream()
        .filter(lease -> lease.documentId().equals(documentId))
        .findFirst();
  }

  void dropAll(String zone) {
    held.values().removeIf(taken -> taken.zone().equals(zone));
  }

  /** Does something with a lease that failed, after the next renewal. */
  void whenRenewing(Lease lease, Runnable action) {
    unfinished.put(keyOf(lease), action);
  }

  /** Renews now. What cannot be renewed is tried again at the next turn. */
  public void renewAll() {
    List<Lease> leases = List.copyOf(held.values());
    for (int from = 0; from < leases.size(); from += BATCH) {
      renew(leases.subList(from, Math.min(from + BATCH, leases.size())));
    }
    for (String key : List.copyOf(unfinished.keySet())) {
      // an action that fails again puts itself back
      Optional.ofNullable(unfinished.remove(key)).ifPresent(Runnable::run);
    }
  }

  private void renew(List<Lease> leases) {
    Set<String> tokens = new HashSet<>();
    List<Object> documentIds = new ArrayList<>();
    for (Lease lease : leases) {
      tokens.add(lease.token());
      documentIds.add(lease.documentId());
    }
    try {
      long renewed = queue.renew(tokens, documentIds);
      LOGGER.debug("renewed {} of {} leases", renewed, leases.size());
    } catch (RuntimeException e) {
      LOGGER.warn("{} leases could not be renewed", leases.size(), e);
    }
  }

  /** A batch is taken under one token. */
  private static String keyOf(Lease lease) {
    return lease.token() + "/" + lease.documentId();
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
