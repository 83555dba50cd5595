package email.wildduck.james.core.sent;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads that store copies as they become due, woken at once by those of this process. */
final class SentWorkers implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(SentWorkers.class);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final SentAttempts attempts;
  private final int count;
  private final Duration pollInterval;
  private final Semaphore arrivals = new Semaphore(0);
  private final ExecutorService threads;
  private volatile boolean stopping;

  /**
   * @param pollInterval how often to look for copies of other nodes, and for those to be retried
   */
  SentWorkers(SentAttempts attempts, int count, Duration pollInterval) {
    this.attempts = attempts;
    this.count = count;
    this.pollInterval = pollInterval;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            count, work -> new Thread(work, "sent-copies-" + number.incrementAndGet()));
  }

  void start() {
    for (int i = 0; i < count; i++) {
      threads.execute(this::run);
    }
  }

  /** A copy may have become due. */
  void wake() {
    if (arrivals.availablePermits() < count) {
      arrivals.release();
    }
  }

  private void run() {
    try {
      while (!stopping) {
        if (!attempt() && !stopping) {
          var unused = arrivals.tryAcquire(pollInterval.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean attempt() {
    try {
      return attempts.next();
    } catch (MongoException | IllegalStateException e) {
      LOGGER.warn("copies for Sent folders wait: the database failed", e);
      return false;
    } catch (RuntimeException e) {
      // A thread that ended would be missed only when the copies pile up.
      LOGGER.error("a copy for a Sent folder could not be handled", e);
      return false;
    }
  }

  /** Lets attempts come to their end for a few seconds, and then gives them back. */
  @Override
  public void close() {
    stopping = true;
    arrivals.release(count);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
        if (!threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
          LOGGER.warn("copies for Sent folders are left in work; they are taken up again");
        }
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
