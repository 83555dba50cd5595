package email.wildduck.james.queue.failure;

import email.wildduck.james.queue.zone.TakenDelivery;
import java.util.List;

/**
 * What came of asking for the deliveries of a message that its sender is to be told of. Immutable.
 */
public final class Claim {
  private static final Claim NONE = new Claim(List.of(), true);
  private static final Claim LATER = new Claim(List.of(), false);

  private final List<TakenDelivery> deliveries;
  private final boolean over;

  private Claim(List<TakenDelivery> deliveries, boolean over) {
    this.deliveries = List.copyOf(deliveries);
    this.over = over;
  }

  /** The message has none. */
  public static Claim none() {
    return NONE;
  }

  /** It is not time yet, or another is at it. */
  public static Claim later() {
    return LATER;
  }

  /** These, which are this process's now. */
  public static Claim of(List<TakenDelivery> claimed) {
    return new Claim(claimed, true);
  }

  /** Those that the sender is to be told of by this process; may be empty. */
  public List<TakenDelivery> deliveries() {
    return deliveries;
  }

  /** Whether it has to be asked for again. */
  public boolean isToBeRepeated() {
    return !over;
  }
}
