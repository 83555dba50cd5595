package email.wildduck.james.queue.sweep;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.queue.delay.Delays;
import email.wildduck.james.queue.failure.Failures;
import email.wildduck.james.queue.handover.HandOverRepair;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.timing.QueueStep;
import email.wildduck.james.queue.zone.SendingQueue;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps the queue; see the package. To be called at intervals, from one thread at a time. */
public final class Sweeper {
  private static final Logger LOGGER = LoggerFactory.getLogger(Sweeper.class);

  private final QueueStore store;
  private final QueueCollections collections;
  private final SweepSettings settings;
  private final HandOverRepair handOvers;
  private final Optional<Expiry> expiry;
  private final Failures failures;
  private final Optional<FailureHandler> failed;
  private final Delays delays;
  private final Optional<DelayHandler> delayed;
  private final BrokenDeliveries broken;
  private final Orphans orphans;

  /**
   * With what this process uses.
   *
   * @param handler empty where this process leaves messages over their age to others
   * @param failed empty where this process leaves reports to others
   * @param delayed empty where this process leaves warnings to others
   */
  public Sweeper(
      QueueStore store,
      SendingQueue sending,
      Failures failures,
      Delays delays,
      SweepSettings settings,
      Optional<ExpiryHandler> handler,
      Optional<FailureHandler> failed,
      Optional<DelayHandler> delayed) {
    this.store = store;
    this.collections = store.collections();
    this.settings = settings;
    this.handOvers = new HandOverRepair(collections, store.unusedMessages());
    this.expiry = handler.map(given -> new Expiry(collections, sending, settings, given));
    this.failures = failures;
    this.failed = failed;
    this.delays = delays;
    this.delayed = delayed;
    this.broken = new BrokenDeliveries(collections);
    this.orphans = new Orphans(collections, store.files(), store.unusedMessages());
  }

  /** Does each step once. One that fails is logged and does not keep the others from theirs. */
  public SweepReport sweep() {
    Instant now = collections.clock().instant();
    Instant orphaned = now.minus(settings.orphanAge());
    Instant handedOver = now.minus(collections.settings().lease());
    int batch = settings.batch();
    SweepReport report =
        new SweepReport(
            step("releasing leases", store::releaseExpired),
            step("repairing hand-overs", () -> handOvers.repair(handedOver, batch)),
            step("handing on old messages", () -> expiry.map(Expiry::sweep).orElse(0L)),
            step("reporting failures", () -> failed.map(given -> reported(given, now)).orElse(0L)),
            step("warning of delays", () -> delayed.map(given -> warned(given, now)).orElse(0L)),
            step("finding broken deliveries", () -> broken.sweep(orphaned, batch)),
            step("deleting files", () -> orphans.sweepFiles(orphaned, batch)),
            step("deleting bodies", () -> orphans.sweepBodies(orphaned, batch)));
    LOGGER.debug("swept the queue: {}", report);
    return report;
  }

  private long reported(FailureHandler handler, Instant now) {
    Set<QueueId> due = failures.dueBefore(now, settings.batch());
    due.forEach(handler::failed);
    return due.size();
  }

  private long warned(DelayHandler handler, Instant now) {
    Set<QueueId> due = delays.sweep(now, settings.batch());
    due.forEach(handler::delayed);
    return due.size();
  }

  private long step(String name, LongSupplier work) {
    try {
      return collections
          .timings()
          .timed(QueueStep.SWEEP, () -> MongoFailures.translate(name, work::getAsLong));
    } catch (SmtpException e) {
      LOGGER.warn("{} failed, it is done at the next sweep", name, e);
      return 0;
    }
  }
}
