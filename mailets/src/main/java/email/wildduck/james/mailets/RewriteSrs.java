package email.wildduck.james.mailets;

import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.core.srs.ForwardedMail;
import email.wildduck.james.core.srs.SenderRewriting;
import email.wildduck.james.mailets.local.HandOvers;
import email.wildduck.james.queue.james.MailMessages;
import email.wildduck.james.queue.mail.AttemptSender;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.QueuedMail;
import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.route.MxHost;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives what is forwarded (interface {@code forwarder}) a MAIL FROM of our own, so that SPF holds
 * for it: {@code SRS0=...@} and {@code srs/rewriteDomain} of {@code wildduck.xml}. Does nothing
 * unless {@code srs/enabled} is true. Takes no parameters.
 *
 * <p>The address is made anew at each attempt; queue, log and reports have the original one. These
 * fields are added at the bottom of the header: {@code X-Original-Sender}, {@code
 * X-Zone-Forwarded-For}, {@code X-Zone-Forwarded-To}. Not rewritten are the null sender, deliveries
 * with {@code skipSRS} (relays), deliveries to this system's own mailboxes, and those over HTTP. A
 * sender that cannot be rewritten stays, which the event {@code SRSFAIL} tells.
 *
 * <p>It belongs into the processor {@code egress}, before SignDkim.
 *
 * <pre>{@code
 * <mailet match="All" class="email.wildduck.james.mailets.RewriteSrs">
 *   <onMailetException>propagate</onMailetException>
 * </mailet>
 * }</pre>
 */
public final class RewriteSrs extends GenericMailet {
  private static final Logger LOGGER = LoggerFactory.getLogger(RewriteSrs.class);

  private final Optional<SenderRewriting> rewriting;

  /** One rewriting serves all mailets; empty when senders stay as they are. */
  @Inject
  public RewriteSrs(Optional<SenderRewriting> rewriting) {
    this.rewriting = rewriting;
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    Optional<QueuedDelivery> delivery = QueuedMail.deliveryOf(mail);
    if (rewriting.isPresent() && delivery.isPresent() && isForwarded(mail, delivery.get())) {
      rewrite(mail, delivery.get(), rewriting.get());
    }
  }

  private static boolean isForwarded(Mail mail, QueuedDelivery delivery) {
    DeliveryTarget target = delivery.target();
    return Reception.isForwarded(mail)
        && !Envelope.of(mail).mailFrom().isEmpty()
        && !target.isWithoutSrs()
        && target.url().isEmpty()
        && !isToOwnMailbox(mail, delivery);
  }

  /** What is decided for this attempt counts more than what was when it was queued. */
  private static boolean isToOwnMailbox(Mail mail, QueuedDelivery delivery) {
    return HandOvers.of(mail, delivery.recipient())
        .map(decided -> decided.target().isPresent())
        .orElseGet(() -> delivery.target().hosts().stream().anyMatch(MxHost::isLocalDelivery));
  }

  private static void rewrite(Mail mail, QueuedDelivery delivery, SenderRewriting rewriting)
      throws MessagingException {
    String mailFrom = Envelope.of(mail).mailFrom();
    RawMessage message = MailMessages.rawMessage(mail);
    ForwardedMail forwarded = rewriting.apply(message.headers(), mailFrom, delivery.recipient());
    MailMessages.replace(mail, message.withHeaders(forwarded.headers()));
    if (forwarded.failure().isPresent()) {
      Event.of("SRSFAIL")
          .about(delivery.toString())
          .saying("Failed rewriting \"" + mailFrom + "\". " + forwarded.failure().get())
          .warn(LOGGER);
      return;
    }
    AttemptSender.write(mail, forwarded.mailFrom());
    Event.of("SRS")
        .about(delivery.toString())
        .with("from", mailFrom)
        .with("return_path", forwarded.mailFrom())
        .info(LOGGER);
  }
}
