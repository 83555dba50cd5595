package email.wildduck.james.queue.timing;

import java.util.Locale;

/** A step of a message on its way through the queue. */
public enum QueueStep {
  /**
   * Into the spool, or for a report of ours into its zone: from the first byte written until it is
   * durable.
   */
  ACCEPT,
  /** One batch taken from a zone or a queue of James, empty ones too. */
  TAKE,
  /** The file of a message read, without its body. */
  LOAD,
  /** From the spool to its sending zones. */
  HAND_OVER,
  /** Up to 500 deliveries that were handed over a moment ago written into their zones. */
  LATE_WRITE,
  /** The end of a delivery, or of a mail in a queue of James. */
  FINISH,
  /** A delivery left for a later attempt. */
  DEFER,
  /** Something given back that nothing was done with, or kept for an administrator. */
  GIVE_BACK,
  /** Up to 500 leases renewed. */
  RENEW,
  /** One step of a sweep. */
  SWEEP;

  /** The name in metrics: in lower case with underscores. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
