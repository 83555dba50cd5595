package email.wildduck.james.queue.handover;

import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.queue.store.NewDelivery;
import java.util.ArrayList;
import java.util.List;

/** What is to become of a message of the spool. Immutable. */
public final class HandOverPlan {
  private final RawMessage message;
  private final String sender;
  private final List<NewDelivery> deliveries;

  private HandOverPlan(RawMessage message, String sender, List<NewDelivery> deliveries) {
    this.message = message;
    this.sender = sender;
    this.deliveries = deliveries;
  }

  /**
   * @param message whose header replaces the accepted one; its body is that which is stored already
   * @param sender envelope sender, empty for the null sender
   * @param deliveries all of the message, one for each recipient, at least one; a re-run gives the
   *     same recipients in the same order
   */
  public static HandOverPlan of(RawMessage message, String sender, List<NewDelivery> deliveries) {
    if (deliveries.isEmpty()) {
      throw new IllegalArgumentException("a message without recipients is not handed over");
    }
    return new HandOverPlan(message, sender, List.copyOf(deliveries));
  }

  RawMessage message() {
    return message;
  }

  String sender() {
    return sender;
  }

  List<NewDelivery> deliveries() {
    return deliveries;
  }

  List<String> recipients() {
    List<String> recipients = new ArrayList<>();
    deliveries.forEach(delivery -> recipients.add(delivery.recipient()));
    return recipients;
  }
}
