package email.wildduck.james.mailets;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.mailets.local.LocalDecision;
import email.wildduck.james.queue.james.MailMessages;
import email.wildduck.james.queue.mail.QueuedMail;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/**
 * Has recipients of this WildDuck delivered to directly, as {@code <localDelivery>} of {@code
 * wildduck.xml} says, whoever queued the mail: WildDuck itself (webmail, forwards, automatic
 * replies), the submission port, or this server (bounces). It only decides; {@link Deliver}
 * delivers accordingly.
 *
 * <ul>
 *   <li>A mailbox address, an alias, an address in a domain alias, with dots and label: to
 *       WildDuck's LMTP server when {@code localDelivery/lmtp} is configured. WildDuck is told the
 *       recipient as the sender wrote it, so that its filters, Delivered-To and automatic replies
 *       know it.
 *   <li>Wildcards and forwarded addresses, and everything when there is no LMTP: to WildDuck's MX
 *       at {@code targetHost}, or at the host of {@code deliveryZone}.
 *   <li>An address that WildDuck does not know: as if there were no local delivery.
 * </ul>
 *
 * <p>The sender is not rewritten on that way, and no connection is shared with mail to others. What
 * goes to a relay or an HTTP target is left alone. A forwarded message that comes back to a
 * recipient goes to the MX of its domain the second time, and fails with 554 5.4.6 the third time,
 * and so does one with more than 35 Received fields.
 *
 * <p>It belongs into the processor {@code egress}, before everything that changes MAIL FROM, with
 * {@code onMailetException} {@code propagate}: when the database cannot be asked, the delivery
 * waits. Takes no parameters, and does nothing while {@code localDelivery/enabled} is false.
 *
 * <pre>{@code
 * <mailet match="All" class="email.wildduck.james.mailets.DeliverLocally">
 *   <onMailetException>propagate</onMailetException>
 * </mailet>
 * }</pre>
 */
public final class DeliverLocally extends GenericMailet {
  private final LocalDecision decision;

  /** One decision serves all mailets. */
  @Inject
  public DeliverLocally(LocalDecision decision) {
    this.decision = decision;
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    Optional<QueuedDelivery> delivery = QueuedMail.deliveryOf(mail);
    if (delivery.isEmpty()) {
      throw new MessagingException(
          mail.getName()
              + " comes from no sending zone: DeliverLocally belongs into the processor egress");
    }
    try {
      decision.decide(mail, delivery.get(), MailMessages.rawMessage(mail).headers());
    } catch (SmtpException e) {
      throw new MessagingException(
          mail.getName() + ": whether it is local is not known now: " + e.getMessage(), e);
    }
  }
}
