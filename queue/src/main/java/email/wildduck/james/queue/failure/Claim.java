package email.wildduck.james.queue.failure;

import email.wildduck.james.queue.zone.TakenDelivery;
import java.util.List;

/** What came of asking for the failures of a message. Immutable. */
public final class Claim {
  private static final Claim NONE = new Claim(List.of(), true);
  private static final Claim LATER = new Claim(List.of(), false);

  private final List<TakenDelivery> failures;
  private final boolean over;

  private Claim(List<TakenDelivery> failures, boolean over) {
    this.failures = List.copyOf(failures);
    this.over = over;
  }

  /** The message has no failures. */
  static Claim none() {
    return NONE;
  }

  /** It is not time yet, or another is at it. */
  static Claim later() {
    return LATER;
  }

  static Claim of(List<TakenDelivery> failures) {
    return new Claim(failures, true);
  }

  /** All failures of the message, to be reported by this process; may be empty. */
  public List<TakenDelivery> failures() {
    return failures;
  }

  /** Whether it has to be asked for again. */
  public boolean isToBeRepeated() {
    return !over;
  }
}
