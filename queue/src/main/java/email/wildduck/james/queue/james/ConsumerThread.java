package email.wildduck.james.queue.james;

import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** The thread of one subscription, which does its work when it is woken up or at a time. */
final class ConsumerThread {
  private final ScheduledThreadPoolExecutor executor;
  private final Runnable work;
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicReference<Optional<Future<?>>> timer =
      new AtomicReference<>(Optional.empty());

  // only used by the thread
  private boolean wakesUp;
  private long wakesUpAt;

  ConsumerThread(String name, Runnable work) {
    this.work = work;
    this.executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            },
            // a signal that comes after the end
            new ThreadPoolExecutor.DiscardPolicy());
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setRemoveOnCancelPolicy(true);
  }

  /** Does the work soon, once for all calls until then. */
  void wakeUp() {
    if (woken.compareAndSet(false, true)) {
      executor.execute(
          () -> {
            woken.set(false);
            work.run();
          });
    }
  }

  /** Does the work after a time at the latest. To be called by the work itself. */
  void wakeUpAfter(long delayMs) {
    long time = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMs);
    if (wakesUp && wakesUpAt - time <= 0) {
      return;
    }
    wakesUp = true;
    wakesUpAt = time;
    var unused =
        executor.schedule(
            () -> {
              wakesUp = false;
              wakeUp();
            },
            delayMs,
            TimeUnit.MILLISECONDS);
  }

  /** Runs something after a time, in the place of what was to run then. */
  void runAfter(long delayMs, Runnable action) {
    Future<?> next = executor.schedule(action, delayMs, TimeUnit.MILLISECONDS);
    timer.getAndSet(Optional.of(next)).ifPresent(running -> running.cancel(false));
  }

  /** Ends when the work that is being done has ended: an interrupted call leaves a mail locked. */
  void end() {
    executor.shutdown();
  }
}
