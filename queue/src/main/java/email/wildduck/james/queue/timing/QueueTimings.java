package email.wildduck.james.queue.timing;

/**
 * Is told how long steps take. Thread-safe; must neither wait nor throw. In use:
 *
 * <pre>{@code
 * return timings.timed(QueueStep.LOAD, () -> files.find(id));
 * }</pre>
 */
public interface QueueTimings {

  /** A step begins. */
  Timing start(QueueStep step);

  /** Does a step, which has gone well when nothing was thrown. */
  default <T, E extends Exception> T timed(QueueStep step, Work<T, E> work) throws E {
    try (Timing timing = start(step)) {
      T result = work.run();
      timing.succeeded();
      return result;
    }
  }

  /** What is done in a step. */
  interface Work<T, E extends Exception> {

    /** Does it. */
    T run() throws E;
  }

  /** A step on its way; closing it ends it. Not to be used twice. */
  interface Timing extends AutoCloseable {

    /** It went well; without this it counts as failed. */
    void succeeded();

    @Override
    void close();
  }

  /** Measures nothing. */
  static QueueTimings none() {
    return step ->
        new Timing() {
          @Override
          public void succeeded() {}

          @Override
          public void close() {}
        };
  }
}
