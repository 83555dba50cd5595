package email.wildduck.james.queue.sweep;

import email.wildduck.james.queue.id.QueueId;

/** Is given messages whose senders have still to be told of failures. */
public interface FailureHandler {

  /** Has the sender told, if it is time and nobody else is at it. Throws nothing. */
  void failed(QueueId message);
}
