package email.wildduck.james.core.sent;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what waits, and deletes what nobody needs any more, from one daemon thread. */
final class SentHousekeeping implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(SentHousekeeping.class);
  private static final Duration COUNT_INTERVAL = Duration.ofSeconds(10);
  private static final Duration SWEEP_INTERVAL = Duration.ofHours(1);

  /** No writing of one message takes longer. */
  private static final Duration ORPHAN_AGE = Duration.ofHours(1);

  private final SentJobs jobs;
  private final Duration keepSetAside;
  private final SentMetrics metrics;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread housekeeper = new Thread(work, "sent-copies-housekeeping");
            housekeeper.setDaemon(true);
            return housekeeper;
          });

  SentHousekeeping(SentJobs jobs, Duration keepSetAside, SentMetrics metrics, Clock clock) {
    this.jobs = jobs;
    this.keepSetAside = keepSetAside;
    this.metrics = metrics;
    this.clock = clock;
  }

  void start() {
    schedule(this::count, COUNT_INTERVAL);
    schedule(this::sweep, SWEEP_INTERVAL);
  }

  void count() {
    metrics.waiting(jobs.waiting());
  }

  void sweep() {
    long setAside = jobs.deleteSetAside(clock.instant().minus(keepSetAside));
    long orphans = jobs.deleteOrphans(clock.instant().minus(ORPHAN_AGE));
    if (setAside + orphans > 0) {
      LOGGER.info(
          "copies for Sent folders: {} deleted that were set aside, {} that were begun only",
          setAside,
          orphans);
    }
  }

  private void schedule(Runnable work, Duration interval) {
    Runnable careful =
        () -> {
          try {
            work.run();
          } catch (RuntimeException e) {
            LOGGER.warn("copies for Sent folders could not be looked through", e);
          }
        };
    var unused =
        thread.scheduleWithFixedDelay(careful, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
