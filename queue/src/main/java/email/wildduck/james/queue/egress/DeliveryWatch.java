package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Instant;
import java.util.Collection;

/** Hears of what this process leaves in the queue, and of what it ends. Thread-safe. */
public interface DeliveryWatch {
  /** A delivery was given back, and nobody takes it before that time. */
  void left(TakenDelivery delivery, Instant until);

  /** Deliveries are about to leave the queue. */
  void ending(Collection<TakenDelivery> deliveries);

  /** Nobody listens. */
  static DeliveryWatch none() {
    return new DeliveryWatch() {
      @Override
      public void left(TakenDelivery delivery, Instant until) {}

      @Override
      public void ending(Collection<TakenDelivery> deliveries) {}
    };
  }
}
