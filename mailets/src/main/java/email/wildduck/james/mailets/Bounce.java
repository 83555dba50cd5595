package email.wildduck.james.mailets;

import email.wildduck.james.delivery.dsn.RecipientReport;
import email.wildduck.james.delivery.reply.StatusCode;
import email.wildduck.james.mailets.deliver.Bounces;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.failure.WrittenReport;
import email.wildduck.james.queue.mail.Outcomes;
import email.wildduck.james.queue.mail.QueuedMail;
import email.wildduck.james.queue.zone.DeferralState;
import email.wildduck.james.queue.zone.FinalFailure;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/**
 * Tells the sender of a Mail that its deliveries have failed for good, and ends its way: one report
 * (RFC 3464) about all recipients, with the null sender, comes into the queue in their place. None
 * is sent to the null sender, about automatic mail and reports, for interfaces named in {@code
 * bounces/disabledInterfaces}, and when the sender asked for none with NOTIFY.
 *
 * <p>It belongs into the processor {@code bounces}, with {@code onMailetException} {@code
 * propagate}: when the report cannot be written, it is tried again. Takes no parameters.
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
    Map<MailAddress, QueuedDelivery> deliveries = QueuedMail.deliveriesOf(mail);
    deliveries.values().forEach(delivery -> failures.put(delivery, reportOf(delivery)));
    if (failures.isEmpty()) {
      throw new MessagingException(
          mail.getName()
              + " comes from no sending zone: Bounce belongs into the processor bounces, behind"
              + " egress");
    }
    Optional<WrittenReport> report = bounces.bounce(mail, failures);
    report.ifPresent(written -> tell(mail, deliveries.keySet(), written));
    mail.setState(Mail.GHOST);
  }

  private static void tell(Mail mail, Set<MailAddress> recipients, WrittenReport written) {
    Outcomes outcomes = Outcomes.of(mail);
    for (MailAddress recipient : recipients) {
      Outcome failed =
          outcomes
              .of(recipient)
              .filter(outcome -> outcome.kind() == Outcome.Kind.BOUNCED)
              .orElseGet(() -> Outcome.bounced("", ""));
      outcomes.decide(recipient, failed.reportedBy(written));
    }
  }

  private static RecipientReport reportOf(QueuedDelivery delivery) {
    Optional<FinalFailure> failure = delivery.failure();
    Optional<StatusCode> status = failure.flatMap(FinalFailure::status).flatMap(StatusCode::parse);
    return failure.isPresent() && status.isPresent()
        ? ofAttempt(delivery.recipient(), failure.get(), status.get())
        : withoutAttempt(delivery);
  }

  private static RecipientReport ofAttempt(
      String recipient, FinalFailure failure, StatusCode status) {
    RecipientReport report =
        failure.isExpired()
            ? RecipientReport.expired(recipient, status, failure.text())
            : RecipientReport.answered(recipient, status, failure.text());
    RecipientReport timed = report.withLastAttempt(failure.time());
    return failure.host().map(timed::withRemoteHost).orElse(timed);
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
