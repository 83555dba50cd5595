package email.wildduck.james.core.account;

import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the books of logins that are decided already: {@code authlog}, {@code users.lastLogin},
 * {@code asps.used}. Nothing that happens here changes a decision.
 *
 * <p>A failure is written at once, and so is an accepted login. Logins that repeat it within the
 * next five seconds (same account, client address and password) are counted in memory and written
 * together when these are over, with the time of the last one. A process that is killed loses what
 * it has counted: never a whole entry of the log, only events of the last five seconds. What cannot
 * be written is logged as {@code AUTHLOGERR} and tried once more, then given up.
 *
 * <p>{@link #writeEnded} has to be called every now and then, as {@link LoginJournalWriter} does.
 * Thread-safe.
 */
public final class LoginJournal {
  private static final Logger LOG = LoggerFactory.getLogger(LoginJournal.class);
  private static final Duration WINDOW = Duration.ofSeconds(5);
  private static final int MAX_WINDOWS = 10_000;
  private static final int MAX_AGAIN = 1000;

  private final AuthLog log;
  private final LoginBook book;
  private final LoginWindows windows;
  private final Clock clock;
  private final Queue<AcceptedLogins> again = new ArrayBlockingQueue<>(MAX_AGAIN);
  private volatile boolean closed;

  /**
   * @param users the database with {@code users}, {@code asps} and {@code authlog}
   */
  public LoginJournal(MongoDatabase users, Settings settings, Clock clock) {
    this.log = new AuthLog(users, settings);
    this.book = new LoginBook(log, new LoginNotes(users));
    this.windows = new LoginWindows(WINDOW, MAX_WINDOWS);
    this.clock = clock;
  }

  /** Logs a login that was not accepted. */
  void refused(AuthEvent event) {
    try {
      log.record(event, Occurrences.once(clock.instant()));
    } catch (TemporaryFailureException e) {
      LOG.warn("Cannot log a login of user {}", event.user(), e);
    }
  }

  /** Writes or counts a login that was accepted. */
  void accepted(AcceptedLogins login) {
    if (!windows.counts(login)) {
      written(login, true);
    }
  }

  /**
   * Writes what was counted in the windows that are over, and what could not be written before. The
   * first write that fails ends it, since the next would only wait for the same database; the rest
   * stays for the next call.
   */
  public void writeEnded() {
    // What fails below is not tried again before the next call.
    if (allWritten(() -> Optional.ofNullable(again.poll()), false)) {
      allWritten(() -> windows.takeEnded(clock.instant()), true);
    }
  }

  /** Writes all that was counted. Logins that are accepted later are written at once. */
  void close() {
    windows.close();
    writeEnded();
    if (!again.isEmpty()) {
      writeEnded();
    }
    closed = true;
    allGivenUp(() -> Optional.ofNullable(again.poll()));
    allGivenUp(() -> windows.takeEnded(clock.instant()));
  }

  private boolean allWritten(Supplier<Optional<AcceptedLogins>> source, boolean tryAgain) {
    Optional<AcceptedLogins> next = source.get();
    while (next.isPresent()) {
      if (!written(next.get(), tryAgain)) {
        return false;
      }
      next = source.get();
    }
    return true;
  }

  private boolean written(AcceptedLogins logins, boolean tryAgain) {
    try {
      book.write(logins);
      return true;
    } catch (TemporaryFailureException e) {
      boolean kept = tryAgain && !closed && again.offer(logins);
      notWritten(logins, kept).warn(LOG, e);
      return false;
    }
  }

  private static void allGivenUp(Supplier<Optional<AcceptedLogins>> source) {
    Optional<AcceptedLogins> next = source.get();
    while (next.isPresent()) {
      notWritten(next.get(), false).warn(LOG);
      next = source.get();
    }
  }

  private static Event notWritten(AcceptedLogins logins, boolean tryAgain) {
    return Event.of("AUTHLOGERR")
        .with("user", logins.account().id().toHexString())
        .with("ip", logins.ip())
        .with("events", logins.times().count())
        .with("again", tryAgain ? "yes" : "no");
  }
}
