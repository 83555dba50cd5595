package email.wildduck.james.queue.store;

/** Is told when one of the {@link QueuePoint}s is reached, so that tests can crash there. */
public interface QueueHooks {

  /** Called on the thread that does the work; what is thrown ends that work there and then. */
  void reached(QueuePoint point);

  /** What production uses: nothing is done. */
  static QueueHooks none() {
    return point -> {};
  }
}
