package email.wildduck.james.queue.sweep;

import email.wildduck.james.queue.id.QueueId;

/** Is given messages whose senders have still to be told that they wait. */
public interface DelayHandler {

  /** Has the sender told, if it is time and nobody else is at it. Throws nothing. */
  void delayed(QueueId message);
}
