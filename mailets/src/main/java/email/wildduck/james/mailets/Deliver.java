package email.wildduck.james.mailets;

import email.wildduck.james.core.event.Event;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.Transport;
import email.wildduck.james.mailets.deliver.Bounces;
import email.wildduck.james.mailets.deliver.DeliveryRequests;
import email.wildduck.james.mailets.deliver.FailedDeliveries;
import email.wildduck.james.mailets.deliver.FailedDelivery;
import email.wildduck.james.mailets.deliver.FailureReports;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.mail.OutcomeAttributes;
import email.wildduck.james.queue.mail.QueuedMail;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.util.Collection;
import java.util.List;
import javax.inject.Inject;
import javax.mail.MessagingException;
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
 * <p>A delivery to an HTTP target is deferred, so that a ZoneMTA on the same queue can take it.
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
    QueuedDelivery delivery =
        QueuedMail.deliveryOf(mail)
            .orElseThrow(
                () ->
                    new MessagingException(
                        mail.getName()
                            + " comes from no sending zone: Deliver belongs into the"
                            + " processor egress"));
    if (delivery.target().url().isPresent()) {
      // its recipient's MX is the one that it has come from
      end(mail, delivery, Outcome.deferred("this server does not deliver to HTTP targets"));
      return;
    }
    DeliveryRequest request = requests.of(mail, delivery);
    RecipientOutcome result = transport.deliver(request).outcomes().get(0);
    if (result.isAccepted()) {
      String peer = result.peer().map(Peer::toString).orElse("");
      end(mail, delivery, Outcome.delivered(peer, result.response()));
    } else {
      fail(mail, delivery, failures.decide(delivery, result.failure().orElseThrow()));
    }
  }

  private void fail(Mail mail, QueuedDelivery delivery, FailedDelivery failed)
      throws MessagingException {
    end(mail, delivery, failed.outcome());
    if (failed.outcome().kind() == Outcome.Kind.BOUNCED) {
      FailureReports.attach(mail, failed.report());
      mail.setErrorMessage(failed.outcome().reply());
      mail.setState(BOUNCES.getValue());
    } else if (failed.isWarningDue()) {
      bounces.warn(mail, delivery, failed.report());
    }
  }

  private static void end(Mail mail, QueuedDelivery delivery, Outcome outcome) {
    log(delivery, outcome);
    OutcomeAttributes.write(mail, outcome);
    mail.setState(Mail.GHOST);
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
      default:
        return "REJECTED";
    }
  }
}
