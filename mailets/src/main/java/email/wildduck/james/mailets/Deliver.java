package email.wildduck.james.mailets;

import email.wildduck.james.core.event.Event;
import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.Transport;
import email.wildduck.james.delivery.dsn.RecipientReport;
import email.wildduck.james.mailets.deliver.Bounces;
import email.wildduck.james.mailets.deliver.DeliveryRequests;
import email.wildduck.james.mailets.deliver.FailedDeliveries;
import email.wildduck.james.mailets.deliver.FailedDelivery;
import email.wildduck.james.mailets.deliver.FailureReports;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.mail.LeasedMail;
import email.wildduck.james.queue.mail.Outcomes;
import email.wildduck.james.queue.mail.QueuedMail;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers a Mail that was taken from a sending zone, and ends its way: to the hosts that its
 * delivery names, else to the {@code host} of its zone in {@code wildduck.xml}, else to the MX of
 * the recipient's domain.
 *
 * <p>A Mail stands for the recipients of one message at one domain; they go in one transaction, and
 * those that fail for good together are named in one bounce. A delivery to an HTTP target is
 * deferred, so that a ZoneMTA on the same queue can take it.
 *
 * <p>A delivery whose lease is not surely held any more, as after a pause of this process, is not
 * handed over: the connection is closed before the end of the message, and nothing is written. The
 * node that has taken it over, or takes it over, delivers it.
 *
 * <p>It leaves from an address of its zone's {@code pool}, within the limits of zone, recipient
 * domain and site. While a limit is reached, or a site has asked to be left alone, the delivery
 * goes back into the queue for a while; that is no attempt.
 *
 * <p>After a failure that may pass, the delivery stays in the queue and is tried again after the
 * times of WildDuck's setting {@code const:sender:defer_times}; its sender hears of the delay once,
 * after {@code bounces/warnAfter}. When it has failed for good, or for the last time, the Mail goes
 * to the processor {@code bounces}. It belongs into the processor {@code egress}, behind everything
 * else, with {@code onMailetException} {@code propagate}: an error of ours then defers the
 * delivery. Takes no parameters.
 *
 * <pre>{@code
 * <mailet match="All" class="email.wildduck.james.mailets.Deliver">
 *   <onMailetException>propagate</onMailetException>
 * </mailet>
 * }</pre>
 */
public final class Deliver extends GenericMailet {
  private static final Logger LOGGER = LoggerFactory.getLogger(Deliver.class);
  private static final ProcessingState BOUNCES = new ProcessingState("bounces");

  private final Transport transport;
  private final DeliveryRequests requests;
  private final FailedDeliveries failures;
  private final Bounces bounces;

  /** One transport serves all mailets. */
  @Inject
  public Deliver(
      Transport transport, DeliveryRequests requests, FailedDeliveries failures, Bounces bounces) {
    this.transport = transport;
    this.requests = requests;
    this.failures = failures;
    this.bounces = bounces;
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
    if (deliveries.values().stream().anyMatch(one -> one.target().url().isPresent())) {
      // its recipient's MX is the one that it has come from
      deliveries.forEach(
          (recipient, delivery) ->
              decide(
                  mail,
                  recipient,
                  delivery,
                  Outcome.deferred("this server does not deliver to HTTP targets")));
      mail.setState(Mail.GHOST);
      return;
    }
    Map<MailAddress, RecipientOutcome> results = new LinkedHashMap<>();
    requests
        .of(mail, deliveries)
        .forEach(
            (request, recipients) -> {
              List<RecipientOutcome> outcomes = transport.deliver(request).outcomes();
              for (int i = 0; i < recipients.size(); i++) {
                results.put(recipients.get(i), outcomes.get(i));
              }
            });
    end(mail, deliveries, results);
  }

  private void end(
      Mail mail,
      Map<MailAddress, QueuedDelivery> deliveries,
      Map<MailAddress, RecipientOutcome> results)
      throws MessagingException {
    // first, so that no error keeps what has been delivered in the queue
    results.forEach(
        (recipient, result) -> {
          if (result.isAccepted()) {
            String peer = result.peer().map(Peer::toString).orElse("");
            decide(
                mail,
                recipient,
                deliveries.get(recipient),
                Outcome.delivered(peer, result.response()));
          }
        });
    mail.setState(Mail.GHOST);
    fail(mail, deliveries, results);
  }

  private void fail(
      Mail mail,
      Map<MailAddress, QueuedDelivery> deliveries,
      Map<MailAddress, RecipientOutcome> results)
      throws MessagingException {
    Map<MailAddress, FailedDelivery> failed = new LinkedHashMap<>();
    Map<QueuedDelivery, RecipientReport> delayed = new LinkedHashMap<>();
    results.forEach(
        (recipient, result) -> {
          QueuedDelivery delivery = deliveries.get(recipient);
          if (!result.isAccepted() && !LeasedMail.isSurelyOurs(mail, recipient)) {
            // whoever has it now tries again, and tells the sender if need be
            decide(mail, recipient, delivery, Outcome.lost());
          } else if (!result.isAccepted()) {
            FailedDelivery failure = failures.decide(delivery, result.failure().orElseThrow());
            decide(mail, recipient, delivery, failure.outcome());
            if (failure.outcome().kind() == Outcome.Kind.BOUNCED) {
              failed.put(recipient, failure);
            } else if (failure.isWarningDue()) {
              delayed.put(delivery, failure.report());
            }
          }
        });
    if (!delayed.isEmpty()) {
      bounces.warn(mail, delayed);
    }
    if (!failed.isEmpty()) {
      FailureReports.attach(mail, failed);
      mail.setErrorMessage(failed.values().iterator().next().outcome().reply());
      mail.setRecipients(failed.keySet());
      mail.setState(BOUNCES.getValue());
    }
  }

  private static void decide(
      Mail mail, MailAddress recipient, QueuedDelivery delivery, Outcome outcome) {
    log(delivery, outcome);
    Outcomes.of(mail).decide(recipient, outcome);
  }

  private static void log(QueuedDelivery delivery, Outcome outcome) {
    Event.of(wordOf(outcome))
        .about(delivery.toString())
        .with("zone", delivery.zone())
        .with("to", delivery.recipient())
        .with("mx", outcome.target())
        .with("response", outcome.reply())
        .info(LOGGER);
  }

  private static String wordOf(Outcome outcome) {
    switch (outcome.kind()) {
      case DELIVERED:
        return "ACCEPTED";
      case DEFERRED:
        return "DEFERRED";
      case LOST:
        return "LOST";
      case POSTPONED:
        return "POSTPONED";
      default:
        return "REJECTED";
    }
  }
}
