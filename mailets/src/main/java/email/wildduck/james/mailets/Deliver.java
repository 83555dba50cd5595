package email.wildduck.james.mailets;

import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.Transport;
import email.wildduck.james.mailets.deliver.AttemptEnds;
import email.wildduck.james.mailets.deliver.AttemptedDelivery;
import email.wildduck.james.mailets.deliver.DeliveryRequests;
import email.wildduck.james.queue.mail.QueuedMail;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.GenericMailet;

/**
 * Delivers a Mail that was taken from a sending zone, and ends its way: to the hosts that its
 * delivery names, else to the {@code host} of its zone in {@code wildduck.xml}, else to the MX of
 * the recipient's domain.
 *
 * <p>A Mail stands for the recipients of one message at one domain; they go in one transaction, but
 * for those that its zone's pool has another address for.
 *
 * <p>A delivery whose lease is not surely held any more, as after a pause of this process, is not
 * handed over: the connection is closed before the end of the message, and nothing is written. The
 * node that has taken it over, or takes it over, delivers it.
 *
 * <p>It leaves from an address of its zone's {@code pool}, within the limits of zone, recipient
 * domain and site. While a limit is reached, or a site has asked to be left alone, the delivery
 * goes back into the queue for a while; that is no attempt.
 *
 * <p>A delivery to an HTTP target is posted there as ZoneMTA does, within the rules of {@code
 * http}; its sender never hears of a failure.
 *
 * <p>When a mailbox has the message, or a server that does not announce DSN, a sender who gave
 * {@code NOTIFY=SUCCESS} is told so.
 *
 * <p>After a failure that may pass, the delivery stays in the queue and is tried again after the
 * times of WildDuck's setting {@code const:sender:defer_times}; its sender hears of the delay once,
 * after {@code bounces/warnAfter}, with all other recipients of the message that wait as long. When
 * it has failed for good, or for the last time, it goes to the processor {@code bounces}, together
 * with what else fails of its message in this round of attempts. It belongs into the processor
 * {@code egress}, behind everything else, with {@code onMailetException} {@code propagate}: an
 * error of ours then defers the delivery. Takes no parameters.
 *
 * <pre>{@code
 * <mailet match="All" class="email.wildduck.james.mailets.Deliver">
 *   <onMailetException>propagate</onMailetException>
 * </mailet>
 * }</pre>
 */
public final class Deliver extends GenericMailet {
  private static final ProcessingState BOUNCES = new ProcessingState("bounces");

  private final Transport transport;
  private final DeliveryRequests requests;
  private final AttemptEnds ends;

  /** One transport serves all mailets. */
  @Inject
  public Deliver(Transport transport, DeliveryRequests requests, AttemptEnds ends) {
    this.transport = transport;
    this.requests = requests;
    this.ends = ends;
  }

  @Override
  public Collection<ProcessingState> requiredProcessingState() {
    return List.of(BOUNCES);
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    Map<MailAddress, QueuedDelivery> deliveries = QueuedMail.deliveriesOf(mail);
    if (deliveries.isEmpty()) {
      throw new MessagingException(
          mail.getName()
              + " comes from no sending zone: Deliver belongs into the processor egress");
    }
    List<AttemptedDelivery> attempts = new ArrayList<>();
    for (Map.Entry<DeliveryRequest, List<MailAddress>> request :
        requests.of(mail, deliveries).entrySet()) {
      List<MailAddress> recipients = request.getValue();
      List<RecipientOutcome> outcomes = transport.deliver(request.getKey()).outcomes();
      for (int i = 0; i < recipients.size(); i++) {
        MailAddress recipient = recipients.get(i);
        attempts.add(
            new AttemptedDelivery(
                recipient, deliveries.get(recipient), request.getKey(), outcomes.get(i)));
      }
    }
    ends.end(mail, attempts);
  }
}
