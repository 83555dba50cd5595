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
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows and renews all leases of this process, from one daemon thread, after each third of their
 * time.
 *
 * <p>A lease surely holds for three quarters of its time after the database was asked for it. The
 * last quarter is the margin for clocks of nodes that differ, and for what is between a look at the
 * lease and what is done then.
 */
public final class LeaseKeeper implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(LeaseKeeper.class);
  private static final int BATCH = 500;

  private final ZoneQueue queue;
  private final Duration lease;
  private final Duration sure;
  private final Supplier<LeaseMoment> clocks;
  private final Map<String, HeldLease> held = new ConcurrentHashMap<>();
  private final Map<String, Runnable> unfinished = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread renewal = new Thread(work, "queue-leases");
            renewal.setDaemon(true);
            return renewal;
          });

  /**
   * @param clocks the clocks of this process
   */
  LeaseKeeper(ZoneQueue queue, Duration lease, Supplier<LeaseMoment> clocks) {
    this.queue = queue;
    this.lease = lease;
    this.sure = lease.multipliedBy(3).dividedBy(4);
    this.clocks = clocks;
  }

  void start() {
    long interval = lease.toMillis() / 3;
    var unused =
        thread.scheduleWithFixedDelay(this::renewAll, interval, interval, TimeUnit.MILLISECONDS);
  }

  /** Now; to be asked for before the database is asked for a lease. */
  public LeaseMoment now() {
    return clocks.get();
  }

  /**
   * From now on the lease is renewed.
   *
   * @param asked a moment before the database was asked for it
   */
  public void hold(Lease taken, LeaseMoment asked) {
    held.put(keyOf(taken), new HeldLease(taken, asked));
  }

  /**
   * Whether the lease surely holds at this moment. The database is only asked, by a renewal, when
   * the last one was too long ago: after a pause of this process, or while the database was away.
   * When that gives no answer, the lease does not surely hold.
   */
  public boolean surelyHolds(Lease taken) {
    HeldLease known = held.get(keyOf(taken));
    return known != null && (isSure(known) || isRenewed(known) && isSure(known));
  }

  private boolean isSure(HeldLease known) {
    return now().isWithin(sure, known.asked());
  }

  private boolean isRenewed(HeldLease known) {
    LeaseMoment asked = now();
    Lease asksFor = known.lease();
    try {
      boolean renewed = queue.renew(Set.of(asksFor.token()), List.of(asksFor.documentId())) > 0;
      if (renewed) {
        known.renewed(asked);
      }
      return renewed;
    } catch (RuntimeException e) {
      LOGGER.warn("{}: it is not known whether the lease holds", asksFor, e);
      return false;
    }
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
        .map(HeldLease::lease)
        .filter(taken -> taken.documentId().equals(documentId))
        .findFirst();
  }

  void dropAll(String zone) {
    held.values().removeIf(taken -> taken.lease().zone().equals(zone));
  }

  /** Does something with a lease that failed, after the next renewal. */
  void whenRenewing(Lease lease, Runnable action) {
    unfinished.put(keyOf(lease), action);
  }

  /** Renews now. What cannot be renewed is tried again at the next turn. */
  public void renewAll() {
    List<HeldLease> leases = List.copyOf(held.values());
    for (int from = 0; from < leases.size(); from += BATCH) {
      renew(leases.subList(from, Math.min(from + BATCH, leases.size())));
    }
    for (String key : List.copyOf(unfinished.keySet())) {
      // an action that fails again puts itself back
      Optional.ofNullable(unfinished.remove(key)).ifPresent(Runnable::run);
    }
  }

  private void renew(List<HeldLease> leases) {
    Set<String> tokens = new HashSet<>();
    List<Object> documentIds = new ArrayList<>();
    for (HeldLease known : leases) {
      tokens.add(known.lease().token());
      documentIds.add(known.lease().documentId());
    }
    LeaseMoment asked = now();
    try {
      long renewed = queue.renew(tokens, documentIds);
      LOGGER.debug("renewed {} of {} leases", renewed, leases.size());
      if (renewed == leases.size()) {
        leases.forEach(known -> known.renewed(asked));
      } else {
        // some have been ended meanwhile, or lost
        Set<String> still = new HashSet<>();
        queue.forEachHeld(tokens, documentIds, (token, id) -> still.add(keyOf(token, id)));
        leases.stream()
            .filter(known -> still.contains(keyOf(known.lease())))
            .forEach(known -> known.renewed(asked));
      }
    } catch (RuntimeException e) {
      LOGGER.warn("{} leases could not be renewed", leases.size(), e);
    }
  }

  /** A batch is taken under one token. */
  private static String keyOf(Lease lease) {
    return keyOf(lease.token(), lease.documentId());
  }

  private static String keyOf(String token, Object documentId) {
    return token + "/" + documentId;
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
