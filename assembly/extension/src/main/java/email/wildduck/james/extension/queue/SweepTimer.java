package email.wildduck.james.extension.queue;

import email.wildduck.james.core.config.QueueConfiguration;
import email.wildduck.james.queue.cancel.Cancellations;
import email.wildduck.james.queue.delay.Delays;
import email.wildduck.james.queue.failure.Failures;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.sweep.DelayHandler;
import email.wildduck.james.queue.sweep.ExpiryHandler;
import email.wildduck.james.queue.sweep.FailureHandler;
import email.wildduck.james.queue.sweep.SweepSettings;
import email.wildduck.james.queue.sweep.Sweeper;
import email.wildduck.james.queue.zone.SendingQueue;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps the queue, and looks for cancellations, at intervals from one thread. */
final class SweepTimer implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(SweepTimer.class);

  private final Sweeper sweeper;
  private final Cancellations cancellations;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread sweeps = new Thread(work, "queue-sweeps");
            sweeps.setDaemon(true);
            return sweeps;
          });

  private SweepTimer(Sweeper sweeper, Cancellations cancellations) {
    this.sweeper = sweeper;
    this.cancellations = cancellations;
  }

  static SweepTimer start(
      QueueStore store,
      SendingQueue queue,
      Failures failures,
      Delays delays,
      Cancellations cancellations,
      QueueConfiguration configuration,
      Optional<ExpiryHandler> handler,
      Optional<FailureHandler> failed,
      Optional<DelayHandler> delayed) {
    SweepSettings settings = SweepSettings.defaults().withMessageAge(configuration.messageAge());
    SweepTimer timer =
        new SweepTimer(
            new Sweeper(store, queue, failures, delays, settings, handler, failed, delayed),
            cancellations);
    long intervalMs = configuration.sweepInterval().toMillis();
    var unused =
        timer.thread.scheduleWithFixedDelay(
            timer::sweep, intervalMs, intervalMs, TimeUnit.MILLISECONDS);
    return timer;
  }

  private void sweep() {
    try {
      sweeper.sweep();
      cancellations.check();
    } catch (RuntimeException | Error e) {
      // either would end the timer
      LOGGER.error("The queue could not be swept", e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
