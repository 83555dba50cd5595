package email.wildduck.james.queue.sweep;

import email.wildduck.james.queue.zone.TakenDelivery;

/** Is given what is over its age. */
public interface ExpiryHandler {

  /**
   * Sends the bounce and ends the work on the delivery, at once or later. When this throws, the
   * delivery comes back after its lease, and is given again.
   */
  void expired(TakenDelivery delivery);
}
