package email.wildduck.james.queue.mail;

import email.wildduck.james.queue.zone.QueuedDelivery;
import java.util.Optional;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * The delivery that a Mail of the processor {@code egress} stands for: the attribute {@code
 * wildduck.delivery}, which no queue of James keeps, and {@code wildduck.zone} (text), the sending
 * zone.
 */
public final class QueuedMail {
  private static final AttributeName DELIVERY = AttributeName.of("wildduck.delivery");
  private static final TextAttribute ZONE = new TextAttribute("wildduck.zone");

  private QueuedMail() {}

  /** The delivery; empty for a Mail that does not come from a sending zone. */
  public static Optional<QueuedDelivery> deliveryOf(Mail mail) {
    return mail.getAttribute(DELIVERY)
        .map(Attribute::getValue)
        .map(AttributeValue::value)
        .filter(QueuedDelivery.class::isInstance)
        .map(QueuedDelivery.class::cast);
  }

  /** Writes the attributes to a Mail. */
  public static void write(Mail mail, QueuedDelivery delivery) {
    mail.setAttribute(new Attribute(DELIVERY, AttributeValue.ofUnserializable(delivery)));
    ZONE.write(mail, delivery.zone());
  }
}
