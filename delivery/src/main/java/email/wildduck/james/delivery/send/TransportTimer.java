package email.wildduck.james.delivery.send;

import email.wildduck.james.delivery.connect.Watchdog;
import email.wildduck.james.delivery.pool.ConnectionPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of a transport: one for the watchdog and one that ends old connections, which may
 * have to wait. They live until the transport is closed and the last attempt has ended.
 */
final class TransportTimer {
  private static final int THREADS = 2;
  private static final long ROUND_MILLIS = 500;

  private final ScheduledThreadPoolExecutor threads;
  private final Watchdog watchdog;
  private int attempts;
  private boolean closed;

  TransportTimer(ConnectionPool pool) {
    this.threads =
        new ScheduledThreadPoolExecutor(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "delivery-timer");
              thread.setDaemon(true);
              return thread;
            });
    this.watchdog = new Watchdog(threads);
    var unused =
        threads.scheduleWithFixedDelay(
            pool::endOld, ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
  }

  Watchdog watchdog() {
    return watchdog;
  }

  /** Whether an attempt may start. */
  synchronized boolean enter() {
    attempts += closed ? 0 : 1;
    return !closed;
  }

  synchronized void leave() {
    attempts--;
    endIfDone();
  }

  synchronized void close() {
    closed = true;
    endIfDone();
  }

  private void endIfDone() {
    if (closed && attempts == 0) {
      watchdog.close();
      threads.shutdownNow();
    }
  }
}
