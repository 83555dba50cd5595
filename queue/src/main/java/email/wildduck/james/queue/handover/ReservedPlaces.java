package email.wildduck.james.queue.handover;

import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.zone.DeliveryIntake;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Places for the deliveries of one message: one for those of the same zone and domain. */
final class ReservedPlaces {
  private final Instant now;
  private final Map<List<String>, DeliveryIntake.Place> places = new LinkedHashMap<>();

  private ReservedPlaces(Instant now) {
    this.now = now;
  }

  /** As many as there are for deliveries that are due now. */
  static ReservedPlaces of(DeliveryIntake intake, List<NewDelivery> deliveries, Instant now) {
    ReservedPlaces reserved = new ReservedPlaces(now);
    for (NewDelivery delivery : deliveries) {
      List<String> key = key(delivery.zone(), delivery.domain());
      if (reserved.isDue(delivery) && !reserved.places.containsKey(key)) {
        intake
            .reserve(delivery.zone(), delivery.domain())
            .ifPresent(place -> reserved.places.put(key, place));
      }
    }
    return reserved;
  }

  /** Whether a delivery can be given. */
  boolean isFor(NewDelivery delivery) {
    return isDue(delivery) && places.containsKey(key(delivery.zone(), delivery.domain()));
  }

  /** Gives deliveries, and frees the places that there are none for. */
  void give(List<TakenDelivery> deliveries, StoredMessage message) {
    Map<List<String>, List<TakenDelivery>> together = new LinkedHashMap<>();
    for (TakenDelivery taken : deliveries) {
      together
          .computeIfAbsent(
              key(taken.delivery().zone(), taken.delivery().domain()), key -> new ArrayList<>())
          .add(taken);
    }
    together.forEach((key, group) -> places.remove(key).give(group, message));
    cancel();
  }

  /** Frees all that have been given nothing. */
  void cancel() {
    places.values().forEach(DeliveryIntake.Place::cancel);
    places.clear();
  }

  private boolean isDue(NewDelivery delivery) {
    return !delivery.queued().isAfter(now);
  }

  private static List<String> key(String zone, String domain) {
    return List.of(zone, domain.toLowerCase(Locale.ROOT));
  }
}
