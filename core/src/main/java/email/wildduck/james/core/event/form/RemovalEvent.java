package email.wildduck.james.core.event.form;

import email.wildduck.james.core.event.Event;

/**
 * A delivery left the queue without an attempt: {@code DELETED} when somebody wanted that, {@code
 * DROP} when a rule did. Facts: {@code to}, {@code response} (the reason). Immutable.
 */
public final class RemovalEvent {
  private RemovalEvent() {}

  /**
   * Somebody removed it.
   *
   * @param delivery queue id and number of the delivery: {@code <id>.<seq>}
   */
  public static Event deleted(String delivery, String recipient, String reason) {
    return Event.of("DELETED").about(delivery).with("to", recipient).with("response", reason);
  }

  /**
   * A rule says that it is not to be delivered, and nobody is told.
   *
   * @param delivery queue id and number of the delivery: {@code <id>.<seq>}
   */
  public static Event dropped(String delivery, String recipient, String reason) {
    return Event.of("DROP").about(delivery).with("to", recipient).with("response", reason);
  }
}
