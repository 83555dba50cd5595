package email.wildduck.james.mailets;

import email.wildduck.james.delivery.dsn.RecipientReport;
import email.wildduck.james.delivery.reply.StatusCode;
import email.wildduck.james.mailets.deliver.Bounces;
import email.wildduck.james.mailets.deliver.FailureReports;
import email.wildduck.james.queue.mail.QueuedMail;
import email.wildduck.james.queue.zone.DeferralState;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/**
 * Tells the sender of a Mail that its delivery has failed for good, and ends its way: one report
 * (RFC 3464) about all recipients, with the null sender, is put into the queue. None is sent to the
 * null sender, about automatic mail and reports, for interfaces named in {@code
 * bounces/disabledInterfaces}, and when the sender asked for none with NOTIFY.
 *
 * <p>It belongs into the processor {@code bounces}, with {@code onMailetException} {@code
 * propagate}: when the report cannot be queued, the delivery stays in the queue. Takes no
 * parameters.
 *
 * <pre>{@code
 * <mailet match="All" class="email.wildduck.james.mailets.Bounce">
 *   <onMailetException>propagate</onMailetException>
 * </mailet>
 * }</pre>
 */
public final class Bounce extends GenericMailet {
  private static final StatusCode EXPIRED = StatusCode.of(4, 4, 7);

  private final Bounces bounces;

  /** One of it serves all mailets. */
  @Inject
  public Bounce(Bounces bounces) {
    this.bounces = bounces;
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    Map<QueuedDelivery, RecipientReport> failures = new LinkedHashMap<>();
    QueuedMail.deliveriesOf(mail)
        .forEach(
            (recipient, delivery) ->
                failures.put(
                    delivery,
                    FailureReports.of(mail, recipient).orElseGet(() -> withoutAttempt(delivery))));
    if (failures.isEmpty()) {
      throw new MessagingException(
          mail.getName()
              + " comes from no sending zone: Bounce belongs into the processor bounces, behind"
              + " egress");
    }
    bounces.bounce(mail, failures);
    mail.setState(Mail.GHOST);
  }

  /** An administrator wants it, or it has been in the queue for too long. */
  private static RecipientReport withoutAttempt(QueuedDelivery delivery) {
    return delivery
        .bounceRequest()
        .map(reason -> RecipientReport.removed(delivery.recipient(), reason))
        .orElseGet(
            () ->
                RecipientReport.expired(
                    delivery.recipient(),
                    EXPIRED,
                    delivery.deferral().map(DeferralState::response).orElse("")));
  }
}
