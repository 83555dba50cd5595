package email.wildduck.james.queue.store;

/**
 * A place that a consumer of this process holds free for a message which is being added, so that
 * the message need not be taken from the database. Exactly one of the methods is called.
 */
public interface ArrivalPlace {

  /** The message is durable, and its delivery is held by this process. Returns at once. */
  void give(TakenEntry entry);

  /** The message was not added; the place is free again. Returns at once. */
  void cancel();
}
