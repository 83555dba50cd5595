package email.wildduck.james.queue;

import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.zone.DeliveryIntake;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A consumer of sending zones that has as many places as a test says. */
public final class TestIntake implements DeliveryIntake {
  public final List<TakenDelivery> given = new ArrayList<>();
  public final List<StoredMessage> messages = new ArrayList<>();
  private int places;

  /** From now on there are so many. */
  public void open(int count) {
    places = count;
  }

  public int places() {
    return places;
  }

  @Override
  public Optional<Place> reserve(String zone, String domain) {
    if (places == 0) {
      return Optional.empty();
    }
    places--;
    return Optional.of(new TestPlace());
  }

  private final class TestPlace implements Place {
    @Override
    public void give(List<TakenDelivery> deliveries, StoredMessage message) {
      given.addAll(deliveries);
      messages.add(message);
    }

    @Override
    public void cancel() {
      places++;
    }
  }
}
