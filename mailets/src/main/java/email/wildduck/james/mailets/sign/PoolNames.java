package email.wildduck.james.mailets.sign;

import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.limit.LimitedTransport;
import email.wildduck.james.mailets.deliver.DeliveryRequests;
import email.wildduck.james.queue.mail.QueuedMail;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;

/**
 * The names of the addresses that a Mail's deliveries leave from: the choice among the zone's pool
 * is made as the transport makes it, and depends on nothing that is only known later but the family
 * of the address that answers. So there may be two names for each delivery. Thread-safe.
 */
public final class PoolNames implements SendingHost {
  private final LimitedTransport transport;
  private final DeliveryRequests requests;
  private final String hostName;

  /**
   * @param requests what the transport will be asked for
   * @param hostName of this process, for a Mail from no sending zone
   */
  public PoolNames(LimitedTransport transport, DeliveryRequests requests, String hostName) {
    this.transport = transport;
    this.requests = requests;
    this.hostName = hostName;
  }

  @Override
  public Set<String> namesFor(Mail mail) throws MessagingException {
    Map<MailAddress, QueuedDelivery> deliveries = QueuedMail.deliveriesOf(mail);
    if (deliveries.isEmpty()) {
      return Set.of(hostName);
    }
    Set<String> names = new LinkedHashSet<>();
    for (DeliveryRequest request : requests.of(mail, deliveries).keySet()) {
      names.addAll(transport.namesFor(request));
    }
    return names;
  }
}
