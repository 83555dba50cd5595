package email.wildduck.james.queue.admin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a delivery stands. */
public enum DeliveryState {
  /** It is due, and anybody may take it. */
  READY,
  /** It is due, and its zone or domain is paused. */
  PAUSED,
  /** It waits for a later time. */
  DEFERRED,
  /** One of our nodes works on it. */
  LEASED,
  /**
   * It is being handed over from the spool, has failed and becomes a report to its sender, or is a
   * warning that is being queued.
   */
  STAGED,
  /** It cannot be delivered, and waits for an administrator. */
  SET_ASIDE,
  /** It belongs to another instance, such as a ZoneMTA. */
  ELSEWHERE;

  /** The word for it: in lower case, with a hyphen in {@code set-aside}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The state of that word; empty when there is none. */
  public static Optional<DeliveryState> of(String text) {
    return Arrays.stream(values()).filter(state -> state.text().equals(text)).findFirst();
  }
}
