package email.wildduck.james.queue.mail;

import email.wildduck.james.queue.zone.QueuedDelivery;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * The deliveries that a Mail of the processor {@code egress} stands for, one for each recipient, of
 * one message: the attribute {@code wildduck.deliveries}, which no queue of James keeps, and {@code
 * wildduck.zone} (text), the sending zone.
 */
public final class QueuedMail {
  private static final AttributeName DELIVERIES = AttributeName.of("wildduck.deliveries");
  private static final TextAttribute ZONE = new TextAttribute("wildduck.zone");

  private QueuedMail() {}

  /**
   * The first of the deliveries, for what they have in common: message, zone, session and, in the
   * processor {@code egress}, domain and target. Empty for a Mail that does not come from a sending
   * zone.
   */
  public static Optional<QueuedDelivery> deliveryOf(Mail mail) {
    return deliveriesOf(mail).values().stream().findFirst();
  }

  /**
   * The delivery of each recipient that the Mail has now, in their order; empty for a Mail that
   * does not come from a sending zone.
   */
  public static Map<MailAddress, QueuedDelivery> deliveriesOf(Mail mail) {
    Map<?, ?> all =
        mail.getAttribute(DELIVERIES)
            .map(Attribute::getValue)
            .map(AttributeValue::value)
            .filter(Map.class::isInstance)
            .map(value -> (Map<?, ?>) value)
            .orElse(Map.of());
    Map<MailAddress, QueuedDelivery> deliveries = new LinkedHashMap<>();
    for (MailAddress recipient : mail.getRecipients()) {
      Optional.ofNullable(all.get(recipient))
          .map(QueuedDelivery.class::cast)
          .ifPresent(delivery -> deliveries.put(recipient, delivery));
    }
    return deliveries;
  }

  /** Writes the attributes to a Mail with these recipients. */
  public static void write(Mail mail, Map<MailAddress, QueuedDelivery> deliveries) {
    mail.setAttribute(
        new Attribute(DELIVERIES, AttributeValue.ofUnserializable(Map.copyOf(deliveries))));
    deliveries.values().stream()
        .findFirst()
        .ifPresent(delivery -> ZONE.write(mail, delivery.zone()));
  }
}
