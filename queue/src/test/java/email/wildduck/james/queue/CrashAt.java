package email.wildduck.james.queue;

import email.wildduck.james.queue.store.QueueHooks;
import email.wildduck.james.queue.store.QueuePoint;
import java.util.Optional;

/** Ends the work at one point, as a killed process does: nothing catches it, nothing is undone. */
public final class CrashAt implements QueueHooks {
  private Optional<QueuePoint> crash = Optional.empty();
  private Optional<QueuePoint> pause = Optional.empty();
  private Optional<Integer> cut = Optional.empty();
  private boolean goesOn;
  private Runnable meanwhile = () -> {};

  /** The next time that the point is reached. */
  public void crashAt(QueuePoint point) {
    crash = Optional.of(point);
  }

  /** The next time that the point is reached, others do something, and then it goes on. */
  public void pauseAt(QueuePoint point, Runnable others) {
    pause = Optional.of(point);
    meanwhile = others;
  }

  /** The database stops within the next command of several statements, after so many of them. */
  public void crashAfter(int statements) {
    cut = Optional.of(statements);
    goesOn = false;
  }

  /** The same, others do something, and then the database goes on with the command. */
  public void pauseAfter(int statements, Runnable others) {
    cut = Optional.of(statements);
    goesOn = true;
    meanwhile = others;
  }

  /** After how many statements the next command of several stops; asked once for each. */
  Optional<Integer> cut() {
    Optional<Integer> now = cut;
    cut = Optional.empty();
    return now;
  }

  /** A command has stopped; returns if it goes on. */
  void commandStopped() {
    if (!goesOn) {
      stop();
      throw new Crash("killed within a command");
    }
    meanwhile.run();
  }

  /** Neither crash nor pause any more. */
  public void stop() {
    cut = Optional.empty();
    crash = Optional.empty();
    pause = Optional.empty();
  }

  @Override
  public void reached(QueuePoint point) {
    if (pause.filter(point::equals).isPresent()) {
      pause = Optional.empty();
      meanwhile.run();
    }
    if (crash.filter(point::equals).isPresent()) {
      stop();
      throw new Crash("killed at " + point);
    }
  }

  /** Not a RuntimeException, so that no clean-up runs that a killed process would not run. */
  public static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String where) {
      super(where);
    }
  }
}
