package email.wildduck.james.bench.queue;

import email.wildduck.james.queue.store.ArrivalPlace;
import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.store.TakenEntry;
import email.wildduck.james.queue.zone.DeliveryIntake;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Consumers of spool and zones that always have a place, and hand over what they were given. */
final class OnePlace implements DeliveryIntake, DeliveryIntake.Place, ArrivalPlace {
  private final Deque<TakenEntry> entries = new ArrayDeque<>();
  private final Deque<TakenDelivery> deliveries = new ArrayDeque<>();
  private final Deque<StoredMessage> messages = new ArrayDeque<>();

  @Override
  public Optional<Place> reserve(String zone, String domain) {
    return Optional.of(this);
  }

  @Override
  public void give(TakenEntry entry) {
    entries.add(entry);
  }

  @Override
  public void give(List<TakenDelivery> given, StoredMessage message) {
    deliveries.addAll(given);
    messages.add(message);
  }

  @Override
  public void cancel() {}

  TakenEntry entry() {
    return entries.remove();
  }

  TakenDelivery delivery() {
    return deliveries.remove();
  }

  StoredMessage message() {
    return messages.remove();
  }
}
