package email.wildduck.james.core.account;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Tells accepted logins that are to be written at once from those that only repeat one of a moment
 * ago, and counts these. In memory; bounded: when there are too many kinds of logins at a time,
 * those of further kinds are written at once. Thread-safe.
 */
final class LoginWindows {
  private final Duration length;
  private final int maxEntries;

  /** The oldest first. */
  private final Map<LoginKind, LoginWindow> open = new LinkedHashMap<>();

  private final Queue<AcceptedLogins> ended = new ArrayDeque<>();
  private boolean closed;

  /**
   * @param length how long logins are counted after one that was written
   * @param maxEntries of windows that are open, or have ended and were not taken
   */
  LoginWindows(Duration length, int maxEntries) {
    this.length = length;
    this.maxEntries = maxEntries;
  }

  /**
   * Counts a login if it repeats another; otherwise it has to be written now, and false is said.
   */
  synchronized boolean counts(AcceptedLogins login) {
    LoginKind kind = login.kind();
    Instant time = login.times().last();
    LoginWindow window = open.get(kind);
    if (window != null && window.isOpenAt(time)) {
      open.put(kind, window.counting(login));
      return true;
    }
    if (window != null) {
      open.remove(kind);
      window.counted().ifPresent(ended::add);
    }
    if (!closed && open.size() + ended.size() < maxEntries) {
      open.put(kind, LoginWindow.of(time, length));
    }
    return false;
  }

  /** The logins that were counted in a window that has ended; they are not kept here any more. */
  synchronized Optional<AcceptedLogins> takeEnded(Instant now) {
    Iterator<LoginWindow> oldestFirst = open.values().iterator();
    while (oldestFirst.hasNext()) {
      LoginWindow window = oldestFirst.next();
      if (!closed && window.isOpenAt(now)) {
        break;
      }
      oldestFirst.remove();
      window.counted().ifPresent(ended::add);
    }
    return Optional.ofNullable(ended.poll());
  }

  /** Ends all windows; from now on no login is counted. */
  synchronized void close() {
    closed = true;
    open.values().forEach(window -> window.counted().ifPresent(ended::add));
    open.clear();
  }
}
