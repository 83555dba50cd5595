package email.wildduck.james.mailets.remote;

import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.james.JamesZone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.api.TimeMetric;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.transport.mailets.remote.delivery.Bouncer;
import org.apache.james.transport.mailets.remote.delivery.DeliveryRunnable;
import org.apache.james.transport.mailets.remote.delivery.ExecutionResult;
import org.apache.james.transport.mailets.remote.delivery.MailDelivrer;
import org.apache.james.transport.mailets.remote.delivery.RemoteDeliveryConfiguration;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.apache.mailet.ProcessingState;

/**
 * Attempts of RemoteDelivery with the Mails of its queue, as {@link DeliveryRunnable} makes them,
 * and what is told of them. Thread-safe.
 */
final class RemoteAttempts {
  /** Until the next look at the suppression list, as in the sending zones. */
  private static final Duration PAUSE = Duration.ofMinutes(5);

  private final MailQueue queue;
  private final RemoteDeliveryConfiguration configuration;
  private final MailetContext context;
  private final RemoteEvents events;
  private final String zone;
  private final RemoteFailures failures;
  private final MailDelivrer deliverer;
  private final MetricFactory metrics;
  private final Metric delivered;

  /**
   * @param configuration with {@link ObservedHosts#PARAMETERS}
   */
  RemoteAttempts(
      MailQueue queue,
      RemoteDeliveryConfiguration configuration,
      DNSService dns,
      MailetContext context,
      MetricFactory metrics,
      RemoteEvents events) {
    this.queue = queue;
    this.configuration = configuration;
    this.context = context;
    this.events = events;
    this.zone = JamesZone.of(configuration.getOutGoingQueueName());
    Bouncer bouncer = new Bouncer(configuration, context);
    this.failures = new RemoteFailures(queue, configuration, bouncer, events);
    this.deliverer =
        new MailDelivrer(
            configuration, new ObservedHosts(configuration, context), dns, bouncer, context);
    this.metrics = metrics;
    this.delivered = metrics.generate(DeliveryRunnable.OUTGOING_MAILS);
  }

  /**
   * Works on a Mail that is in the queue still; afterwards it may leave it.
   *
   * @throws MailQueueException when it is to be tried again and could not be queued for that
   * @throws MessagingException when James does not take back one that was delivered
   */
  void make(Mail mail) throws MailQueueException, MessagingException {
    if (mail.getRecipients().size() == 1) {
      TimeMetric timer = metrics.timer(DeliveryRunnable.REMOTE_DELIVERY_TRIAL);
      attempt(mail, RemoteMail.of(mail, zone));
      timer.stopAndPublish();
    } else {
      separate(mail);
    }
  }

  /** What a RemoteDelivery has queued that does not know of this. */
  private void separate(Mail mail) throws MailQueueException {
    String name = mail.getName();
    int sequence = 0;
    for (MailAddress recipient : List.copyOf(mail.getRecipients())) {
      sequence++;
      mail.setName(String.format("%s.%03x", name, sequence));
      mail.setRecipients(List.of(recipient));
      queue.enQueue(mail);
    }
  }

  private void attempt(Mail mail, RemoteMail remote) throws MailQueueException, MessagingException {
    Optional<Outcome> decided = events.withoutAttempt(remote);
    if (decided.isPresent()) {
      if (!decided.get().isFinal()) {
        queue.enQueue(mail, PAUSE);
      }
      return;
    }
    ExecutionResult result = deliverer.deliver(mail);
    Optional<LastTry> last = LastTry.takeFrom(mail);
    if (result.getExecutionState() == ExecutionResult.ExecutionState.SUCCESS) {
      last.ifPresent(known -> events.accepted(mail, remote, known));
      delivered.increment();
      Optional<ProcessingState> next = configuration.getOnSuccess();
      if (next.isPresent()) {
        context.sendMail(mail, next.get().getValue());
      }
      return;
    }
    failures.decide(mail, remote, result, last.map(LastTry::peer));
  }
}
