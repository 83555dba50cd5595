package email.wildduck.james.queue.admin;

import java.util.List;
import java.util.Optional;

/** What an action on a page of deliveries came to. Immutable. */
public final class BulkResult {
  private final long matched;
  private final List<DeliveryView> changeable;
  private final long changed;
  private final Optional<String> next;

  BulkResult(long matched, List<DeliveryView> changeable, long changed, Optional<String> next) {
    this.matched = matched;
    this.changeable = List.copyOf(changeable);
    this.changed = changed;
    this.next = next;
  }

  /** Deliveries that were found. */
  public long matched() {
    return matched;
  }

  /** Those of them that nobody held when they were found. */
  public List<DeliveryView> changeable() {
    return changeable;
  }

  /** Those of them that the action had an effect on; the others are held by somebody. */
  public long changed() {
    return changed;
  }

  /** Where to go on; empty when all of the queue was looked at. */
  public Optional<String> next() {
    return next;
  }
}
