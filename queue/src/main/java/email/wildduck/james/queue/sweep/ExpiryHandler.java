package email.wildduck.james.queue.sweep;

import email.wildduck.james.queue.egress.DeliveryGroup;

/** Is given what is over its age, the deliveries of one message together. */
public interface ExpiryHandler {

  /**
   * Sends the bounce and ends the work on the deliveries, at once or later. When this throws, they
   * come back after their leases, and are given again.
   */
  void expired(DeliveryGroup group);
}
