package email.wildduck.james.mailets.remote;

import email.wildduck.james.core.settings.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.transport.mailets.RemoteDelivery;
import org.apache.james.transport.mailets.remote.delivery.RemoteDeliveryConfiguration;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetConfig;

/**
 * Delivers to the recipients' MX with James' RemoteDelivery, each recipient by itself. With several
 * recipients in one item RemoteDelivery loses some when the first are deferred, and tells all of
 * them the reply to one.
 *
 * <p>The parameters are those of RemoteDelivery. These have other defaults:
 *
 * <ul>
 *   <li><b>delayTime</b> (optional) – the waits of WildDuck's setting {@code
 *       const:sender:defer_times}, which is 5, 7, 8, 25 and 75 minutes, 2 hours and then eleven
 *       times 4 hours
 *   <li><b>maxRetries</b> (optional) – as many as there are waits; fewer cut the schedule short,
 *       more repeat its last wait. With a {@code delayTime} of one's own the default is
 *       RemoteDelivery's
 * </ul>
 *
 * <p>Attempts are told of as those from the sending zones: events, metrics, and statuses in audits,
 * under the zone {@code james:} and the name of the queue. Whoever is on the suppression list is
 * dropped before the attempt; while the list cannot be read, a Mail waits for five minutes without
 * one. An error on this side (a RuntimeException) is tried again, and bounces only after the last
 * retry.
 *
 * <p>RemoteDelivery does not tell whether and how a connection was encrypted, nor, without {@code
 * bind}, from which address it was made: the events lack {@code secure}, {@code tls}, {@code
 * tls_version}, {@code tls_cipher}, {@code tls_authorized}, {@code tls_authorization_error} and
 * {@code local_ip}.
 *
 * <p>Limits that come with RemoteDelivery: a connection for each message; a message of 8-bit text
 * for a server without 8BITMIME is converted, which breaks its signature.
 *
 * <pre>{@code
 * <mailet match="All" class="email.wildduck.james.mailets.remote.DeliverByRemoteDelivery">
 *   <outgoing>outgoing</outgoing>
 *   <startTLS>true</startTLS>
 *   <bounceProcessor>bounces</bounceProcessor>
 * </mailet>
 * }</pre>
 */
public class DeliverByRemoteDelivery extends RemoteDelivery {
  private final DNSService dns;
  private final DomainList domains;
  private final MailQueueFactory<?> queues;
  private final MetricFactory metrics;
  private final Settings settings;
  private final RemoteEvents events;
  private Optional<DeliveryLoop> loop = Optional.empty();

  /** What RemoteDelivery takes; the factory gives the queue named by {@code outgoing}. */
  @Inject
  public DeliverByRemoteDelivery(
      DNSService dns,
      DomainList domains,
      MailQueueFactory<?> queues,
      MetricFactory metrics,
      Settings settings,
      RemoteEvents events) {
    super(
        dns,
        domains,
        new RawMessageQueueFactory(queues),
        metrics,
        ThreadState.DO_NOT_START_THREADS);
    this.dns = dns;
    this.domains = domains;
    this.queues = new RawMessageQueueFactory(queues);
    this.metrics = metrics;
    this.settings = settings;
    this.events = events;
  }

  @Override
  public void init(MailetConfig configuration) throws MessagingException {
    Map<String, String> defaults = new HashMap<>(RetryParameters.of(configuration, settings));
    defaults.putAll(ObservedHosts.PARAMETERS);
    super.init(new DefaultParameters(configuration, defaults));
    RemoteDeliveryConfiguration used = new RemoteDeliveryConfiguration(getMailetConfig(), domains);
    MailQueue queue = queues.createQueue(used.getOutGoingQueueName());
    loop =
        Optional.of(
            DeliveryLoop.start(
                queue, new RemoteAttempts(queue, used, dns, getMailetContext(), metrics, events)));
  }

  @Override
  public void destroy() {
    loop.ifPresent(DeliveryLoop::close);
    super.destroy();
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    String name = mail.getName();
    String state = mail.getState();
    List<MailAddress> waiting = new ArrayList<>(mail.getRecipients());
    int sequence = 0;
    while (!waiting.isEmpty()) {
      sequence++;
      mail.setName(String.format("%s.%03x", name, sequence));
      mail.setRecipients(List.of(waiting.get(0)));
      try {
        super.service(mail);
      } catch (MessagingException | RuntimeException e) {
        // Those before are in the queue: what is tried again must not be theirs. RemoteDelivery has
        // made the mail a ghost for them, and a ghost is not tried again.
        mail.setName(name);
        mail.setState(state);
        mail.setRecipients(waiting);
        throw e;
      }
      waiting.remove(0);
    }
    mail.setState(Mail.GHOST);
  }
}
