package email.wildduck.james.server.ledger;

import email.wildduck.james.queue.store.QueueHooks;
import email.wildduck.james.queue.store.QueuePoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Interrupts this process at a point of the queue. A test asks for it by a file in the node's home
 * with the name of the point: {@code kill} ends the process there without any clean-up, as {@code
 * kill -9} does; {@code stop} stops all of it (SIGSTOP) until somebody lets it go on.
 */
final class Interruption implements QueueHooks {
  static final String KILL = "kill";
  static final String STOP = "stop";
  static final int KILLED = 137;

  private final Path home;

  Interruption(Path home) {
    this.home = home;
  }

  @Override
  public void reached(QueuePoint point) {
    if (isWanted(KILL, point)) {
      Runtime.getRuntime().halt(KILLED);
    }
    if (isWanted(STOP, point)) {
      stopHere();
    }
  }

  private boolean isWanted(String what, QueuePoint point) {
    try {
      return Files.readString(home.resolve(what)).equals(point.name());
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Once; who comes here while the signal is on its way stays as well. */
  private synchronized void stopHere() {
    try {
      if (Files.deleteIfExists(home.resolve(STOP))) {
        Signals.send("STOP", ProcessHandle.current().pid());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
