package email.wildduck.james.queue.timing;

/**
 * Is told how long steps take. Thread-safe; must neither wait nor throw. In use:
 *
 * <pre>{@code
 * try (QueueTimings.Timing timing = timings.start(QueueStep.ACCEPT)) {
 *   QueueId id = store.add(message, delivery);
 *   timing.succeeded();
 *   return id;
 * }
 * }</pre>
 */
public interface QueueTimings {

  /** A step begins. */
  Timing start(QueueStep step);

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
