package email.wildduck.james.smtp.netty;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The sessions of a port, so that they can be ended when the server stops. Thread-safe. */
final class OpenConnections {

  /** A session that can be asked to end. */
  interface Ending {
    /** Ends the session as soon as no message is coming in; returns at once. */
    void endSoon();
  }

  private final Set<Ending> open = new HashSet<>();
  private boolean ending;

  /** A session has begun. */
  void add(Ending session) {
    boolean late;
    synchronized (this) {
      open.add(session);
      late = ending;
    }
    if (late) {
      session.endSoon();
    }
  }

  /** A session is over. */
  synchronized void remove(Ending session) {
    open.remove(session);
    notifyAll();
  }

  /** Whether new sessions are unwelcome. */
  synchronized boolean areEnding() {
    return ending;
  }

  /** The port is opened, again perhaps. */
  synchronized void welcome() {
    ending = false;
  }

  /** Asks all sessions to end. */
  void end() {
    List<Ending> sessions;
    synchronized (this) {
      ending = true;
      sessions = new ArrayList<>(open);
    }
    sessions.forEach(Ending::endSoon);
  }

  /** Waits until all have ended, for some time. */
  synchronized void awaitEnd(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!open.isEmpty()) {
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return;
      }
      wait(millis);
    }
  }
}
