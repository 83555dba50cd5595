package email.wildduck.james.mailets.remote;

import static org.apache.james.transport.mailets.remote.delivery.Bouncer.IS_DELIVERY_PERMANENT_ERROR;

import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.Peer;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.james.queue.api.MailPrioritySupport;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.transport.mailets.remote.delivery.Bouncer;
import org.apache.james.transport.mailets.remote.delivery.Delay;
import org.apache.james.transport.mailets.remote.delivery.DeliveryRetriesHelper;
import org.apache.james.transport.mailets.remote.delivery.ExecutionResult;
import org.apache.james.transport.mailets.remote.delivery.RemoteDeliveryConfiguration;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * What becomes of a Mail after an attempt that has failed: RemoteDelivery's decision, but that an
 * error of ours and a refused login count as a temporary failure. Thread-safe.
 */
final class RemoteFailures {
  private final MailQueue queue;
  private final RemoteDeliveryConfiguration configuration;
  private final Bouncer bouncer;
  private final RemoteEvents events;

  RemoteFailures(
      MailQueue queue,
      RemoteDeliveryConfiguration configuration,
      Bouncer bouncer,
      RemoteEvents events) {
    this.queue = queue;
    this.configuration = configuration;
    this.bouncer = bouncer;
    this.events = events;
  }

  /**
   * Queues it for later or has it bounced, and tells of that.
   *
   * @param peer the last host that was tried; empty when it did not come to that
   * @throws MailQueueException when it is to be tried again and could not be queued
   */
  void decide(Mail mail, RemoteMail remote, ExecutionResult result, Optional<Peer> peer)
      throws MailQueueException {
    Failure failure = JavaMailFailures.of(result, peer);
    Exception error = result.getException().orElse(null);
    if (result.isPermanent() && !JavaMailFailures.isOurs(result)) {
      giveUp(mail, remote, failure, true, error);
    } else {
      tryLater(mail, remote, failure, error);
    }
  }

  private void tryLater(Mail mail, RemoteMail remote, Failure failure, Exception error)
      throws MailQueueException {
    if (!mail.getState().equals(Mail.ERROR)) {
      mail.setState(Mail.ERROR);
      DeliveryRetriesHelper.initRetries(mail);
    }
    int retries = DeliveryRetriesHelper.retrieveRetries(mail);
    if (retries >= configuration.getMaxRetries()) {
      String text = "Too many retries failure. Bouncing after " + retries + " retries.";
      giveUp(mail, remote, failure, false, new Exception(text, error));
      return;
    }
    mark(mail, false);
    DeliveryRetriesHelper.incrementRetries(mail);
    if (configuration.isUsePriority()) {
      mail.setAttribute(MailPrioritySupport.LOW_PRIORITY_ATTRIBUTE);
    }
    Duration wait = waitAfter(retries);
    mail.setLastUpdated(Date.from(events.deferred(mail, remote, failure, wait)));
    queue.enQueue(mail, wait);
  }

  private Duration waitAfter(int retries) {
    List<Duration> waits = configuration.getDelayTimes();
    return retries < waits.size() ? waits.get(retries) : Delay.DEFAULT_DELAY_TIME;
  }

  private void giveUp(
      Mail mail, RemoteMail remote, Failure failure, boolean permanent, Exception error) {
    mark(mail, permanent);
    events.rejected(mail, remote, failure);
    bouncer.bounce(mail, error);
  }

  private static void mark(Mail mail, boolean permanent) {
    mail.setAttribute(new Attribute(IS_DELIVERY_PERMANENT_ERROR, AttributeValue.of(permanent)));
  }
}
