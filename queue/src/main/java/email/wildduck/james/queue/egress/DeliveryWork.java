package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.zone.TakenDelivery;

/** The way of a delivery out of the house. Thread-safe. */
public interface DeliveryWork {

  /** Works on a delivery until there is an outcome; what it throws counts as a deferral. */
  Outcome deliver(TakenDelivery delivery);

  /**
   * Tells the sender that a delivery has failed, without another attempt.
   *
   * @param reason for the sender
   */
  Outcome bounce(TakenDelivery delivery, String reason);
}
