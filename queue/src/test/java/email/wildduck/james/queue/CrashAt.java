package email.wildduck.james.queue;

import email.wildduck.james.queue.store.QueueHooks;
import email.wildduck.james.queue.store.QueuePoint;
import java.util.Optional;

/** Ends the work at one point, as a killed process does: nothing catches it, nothing is undone. */
public final class CrashAt implements QueueHooks {
  private Optional<QueuePoint> point = Optional.empty();
  private Optional<Runnable> meanwhile = Optional.empty();

  /** The next time that the point is reached. */
  public void crashAt(QueuePoint wanted) {
    point = Optional.of(wanted);
  }

  /** The next time that the point is reached, others do something, and then it goes on. */
  public void pauseAt(QueuePoint wanted, Runnable others) {
    point = Optional.of(wanted);
    meanwhile = Optional.of(others);
  }

  /** No crash any more. */
  public void stop() {
    point = Optional.empty();
    meanwhile = Optional.empty();
  }

  @Override
  public void reached(QueuePoint reached) {
    if (point.filter(reached::equals).isEmpty()) {
      return;
    }
    Optional<Runnable> others = meanwhile;
    stop();
    others.orElseThrow(() -> new Crash(reached)).run();
  }

  /** Not a RuntimeException, so that no clean-up runs that a killed process would not run. */
  public static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(QueuePoint point) {
      super("killed at " + point);
    }
  }
}
