package email.wildduck.james.core.account;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what a journal has counted, twice a second from a daemon thread, and at the end. */
public final class LoginJournalWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoginJournalWriter.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LoginJournal journal;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread writer = new Thread(work, "login-journal");
            writer.setDaemon(true);
            return writer;
          });

  private LoginJournalWriter(LoginJournal journal) {
    this.journal = journal;
  }

  /** A writer at work. */
  public static LoginJournalWriter start(LoginJournal journal) {
    LoginJournalWriter writer = new LoginJournalWriter(journal);
    var unused =
        writer.thread.scheduleWithFixedDelay(
            writer::write, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return writer;
  }

  private void write() {
    try {
      journal.writeEnded();
    } catch (RuntimeException e) {
      // An exception would end the thread's work.
      LOG.error("Logins that were counted could not be written", e);
    }
  }

  /**
   * Writes what is left, so it has to come before the database is closed. With a database that does
   * not answer it takes as long as two calls and loses the rest, which is logged.
   */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("Logins are still being written");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    journal.close();
  }
}
