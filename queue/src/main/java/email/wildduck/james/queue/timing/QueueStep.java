package email.wildduck.james.queue.timing;

import java.util.Locale;

/** A step of a message on its way through the queue. */
public enum QueueStep {
  /** Into the spool: from the first byte written until it is durable. */
  ACCEPT,
  /** One batch taken from a zone, empty ones too. */
  TAKE,
  /** From the spool to its sending zones. */
  HAND_OVER,
  /** The end of a delivery. */
  FINISH,
  /** A delivery left for a later attempt. */
  DEFER;

  /** The name in metrics: in lower case with underscores. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
