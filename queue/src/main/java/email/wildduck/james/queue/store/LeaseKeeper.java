package email.wildduck.james.queue.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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

  /** A quarter of the time: with the third until the next turn it is less than surely holds. */
  private static final int YOUNG = 4;

  private final LeaseRenewal renewal;
  private final Duration lease;
  private final Duration sure;
  private final Supplier<LeaseMoment> clocks;
  private final Map<String, HeldLease> held = new ConcurrentHashMap<>();
  private final HeldMessages messages;
  private final Map<String, Runnable> unfinished = new ConcurrentHashMap<>();
  private volatile Optional<LeaseMoment> failed = Optional.empty();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread renewal = new Thread(work, "queue-leases");
            renewal.setDaemon(true);
            return renewal;
          });

  /**
   * @param messages is told what is held
   * @param clocks the clocks of this process
   */
  LeaseKeeper(
      ZoneQueue queue, Duration lease, HeldMessages messages, Supplier<LeaseMoment> clocks) {
    this.messages = messages;
    this.renewal = new LeaseRenewal(queue, clocks);
    this.lease = lease;
    this.sure = lease.multipliedBy(3).dividedBy(4);
    this.clocks = clocks;
  }

  void start() {
    long interval = lease.toMillis() / 3;
    var unused =
        thread.scheduleWithFixedDelay(this::renewSafely, interval, interval, TimeUnit.MILLISECONDS);
  }

  private void renewSafely() {
    try {
      renewAll();
    } catch (RuntimeException | Error e) {
      // either would end the timer, and with it all leases
      LOGGER.error("The leases could not be renewed", e);
    }
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
    if (held.put(keyOf(taken), new HeldLease(taken, asked)) == null) {
      messages.hold(taken.message());
    }
  }

  /**
   * The same for all deliveries that a message has, so that nobody has to look whether there are
   * others when they have ended.
   *
   * @param all new ones; not empty
   */
  public void holdAll(List<Lease> all, LeaseMoment asked) {
    messages.holdAll(all.get(0).message(), all.size());
    all.forEach(taken -> held.put(keyOf(taken), new HeldLease(taken, asked)));
  }

  /**
   * From now on the document of a lease is in another zone, for this process: its lease there is
   * the one that it had, under the same token, and the old one is not held any more.
   *
   * @param to the lease on the same document, as it will be in the database
   * @return false when it was not held; nothing has changed then
   */
  public boolean passOn(Lease from, Lease to) {
    Optional<HeldLease> known = known(from);
    return known.isPresent()
        && held.replace(keyOf(from), known.get(), new HeldLease(to, known.get().asked()));
  }

  /** Whether the document of a lease was passed on to another zone, and is held there. */
  public boolean isPassedOn(Lease from) {
    HeldLease there = held.get(keyOf(from));
    return there != null && !there.isIn(from.zone());
  }

  private Optional<HeldLease> known(Lease lease) {
    return Optional.ofNullable(held.get(keyOf(lease))).filter(there -> there.isIn(lease.zone()));
  }

  private boolean isRemoved(Lease lease) {
    Optional<HeldLease> known = known(lease);
    return known.isPresent() && held.remove(keyOf(lease), known.get());
  }

  /**
   * Whether the lease surely holds at this moment. The database is only asked, by a renewal, when
   * the last one was too long ago: after a pause of this process, or while the database was away.
   * When that gives no answer, the lease does not surely hold.
   */
  public boolean surelyHolds(Lease taken) {
    return known(taken)
        .filter(known -> isSure(known) || renewal.renew(List.of(known)) && isSure(known))
        .isPresent();
  }

  private boolean isSure(HeldLease known) {
    return now().isWithin(sure, known.asked());
  }

  /** From now on the lease is not renewed, and the delivery was not deleted under it. */
  public void drop(Lease ended) {
    isLookOwed(ended);
  }

  /**
   * The same.
   *
   * @return whether somebody has to look if deliveries of the message are left, should this one not
   *     be in the queue any more; see {@link HeldMessages}
   */
  boolean isLookOwed(Lease ended) {
    return isRemoved(ended) && messages.left(ended.message());
  }

  /**
   * From now on the leases on deliveries of one message are not renewed, since these were deleted.
   *
   * @param surely false when some of them were somebody else's by then
   * @return what is left of the message
   */
  HeldMessages.Left dropDeleted(List<Lease> deleted, boolean surely) {
    long dropped = deleted.stream().filter(this::isRemoved).count();
    return messages.deleted(deleted.get(0).message(), dropped, surely);
  }

  /**
   * Whether the lease was taken and has not been ended here; it may have been lost nevertheless.
   */
  boolean isHeld(Lease lease) {
    return known(lease).isPresent();
  }

  /** The lease on a document that this process holds. */
  public Optional<Lease> holding(Object documentId) {
    return held.values().stream()
        .map(HeldLease::lease)
        .filter(taken -> taken.documentId().equals(documentId))
        .findFirst();
  }

  void dropAll(String zone) {
    List.copyOf(held.values()).stream()
        .map(HeldLease::lease)
        .filter(taken -> taken.zone().equals(zone))
        .forEach(this::drop);
  }

  /** Does something with a lease that failed, after the next renewal. */
  void whenRenewing(Lease lease, Runnable action) {
    unfinished.put(keyOf(lease), action);
  }

  /** The same with a delivery that this process does not hold. */
  void afterRenewal(Object documentId, Runnable action) {
    unfinished.put(HeldLease.key("", documentId), action);
  }

  /**
   * Whether a lease that has run out says that its owner is gone. It does not while the database is
   * away, and for a lease's time after that: nobody could renew, and those who have delivered in
   * the meantime have still to say so.
   */
  boolean mayTakeOver() {
    return failed.filter(last -> now().isWithin(lease, last)).isEmpty();
  }

  /**
   * Renews now all but those that are so young that they surely hold until the next turn, as most
   * of a busy process are. What cannot be renewed is tried again at the next turn. The database is
   * asked also when nothing is held, to know whether it is there.
   */
  public void renewAll() {
    LeaseMoment now = now();
    Duration young = lease.dividedBy(YOUNG);
    List<HeldLease> old =
        held.values().stream()
            .filter(known -> !now.isWithin(young, known.asked()))
            .collect(Collectors.toList());
    if (!renewal.renew(old)) {
      failed = Optional.of(now());
      return;
    }
    for (String key : List.copyOf(unfinished.keySet())) {
      // an action that fails again puts itself back
      Optional.ofNullable(unfinished.remove(key)).ifPresent(Runnable::run);
    }
  }

  private static String keyOf(Lease lease) {
    return HeldLease.key(lease.token(), lease.documentId());
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
