package email.wildduck.james.queue.zone;

import email.wildduck.james.queue.store.StoredMessage;
import java.util.Optional;

/**
 * Takes deliveries in the moment in which they come into a sending zone, so that they need not be
 * taken from the database. Implemented by the consumer of the zones; thread-safe.
 */
public interface DeliveryIntake {

  /**
   * Keeps a place for one delivery, which must not wait for anything. Called by the thread that
   * hands a message over, so it returns at once.
   *
   * @param zone the sending zone
   * @param domain of the recipient, as it is stored
   * @return empty when the zone is not consumed here, or the zone or the domain has no room; then
   *     the delivery waits in the database for anybody
   */
  Optional<Place> reserve(String zone, String domain);

  /** There is never a place. */
  static DeliveryIntake none() {
    return (zone, domain) -> Optional.empty();
  }

  /** A place that is kept for one delivery. Exactly one of the methods is called. */
  interface Place {

    /**
     * The delivery is in the queue under a lease of this process, which is renewed. It is ended as
     * one that {@link SendingQueue#take(TakeRequest)} gave. Returns at once.
     */
    void give(TakenDelivery delivery, StoredMessage message);

    /** There is no delivery after all; the place is free again. Returns at once. */
    void cancel();
  }
}
