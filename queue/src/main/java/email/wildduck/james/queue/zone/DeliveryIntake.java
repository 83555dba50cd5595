package email.wildduck.james.queue.zone;

import email.wildduck.james.queue.store.StoredMessage;
import java.util.List;
import java.util.Optional;

/**
 * Takes deliveries in the moment in which they come into a sending zone, so that they need not be
 * taken from the database. Implemented by the consumer of the zones; thread-safe.
 */
public interface DeliveryIntake {

  /**
   * Keeps a place for deliveries of one message to one domain, to begin or to wait for those before
   * them. Called by the thread that hands the message over, so it returns at once.
   *
   * @param zone the sending zone
   * @param domain of the recipients, as it is stored
   * @return empty when the zone is not consumed here, or the zone or the domain has no room; then
   *     the deliveries wait in the database for anybody
   */
  Optional<Place> reserve(String zone, String domain);

  /** There is never a place. */
  static DeliveryIntake none() {
    return (zone, domain) -> Optional.empty();
  }

  /** A place that is kept. Exactly one of the methods is called. */
  interface Place {

    /**
     * The deliveries are in the queue under leases of this process, which are renewed. They are
     * ended as those that {@link SendingQueue#take(TakeRequest)} gave. Returns at once.
     *
     * @param deliveries of the message, to the domain that the place was kept for; not empty
     */
    void give(List<TakenDelivery> deliveries, StoredMessage message);

    /** There are no deliveries after all; the place is free again. Returns at once. */
    void cancel();
  }
}
