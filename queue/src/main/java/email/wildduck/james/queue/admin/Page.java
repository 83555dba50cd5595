package email.wildduck.james.queue.admin;

import java.util.List;
import java.util.Optional;

/**
 * A part of what was asked for. It may be short, and even empty, when what is asked for is rare in
 * a large queue: only a page without {@link #next} is the last one. Immutable.
 */
public final class Page {
  private final List<DeliveryView> deliveries;
  private final Optional<String> next;

  Page(List<DeliveryView> deliveries, Optional<String> next) {
    this.deliveries = List.copyOf(deliveries);
    this.next = next;
  }

  /** The deliveries, in the order of their {@code _id}s. */
  public List<DeliveryView> deliveries() {
    return deliveries;
  }

  /** Where the next page begins; empty when this is the last one. */
  public Optional<String> next() {
    return next;
  }
}
