package email.wildduck.james.mailets;

import email.wildduck.james.core.config.ZoneConfiguration;
import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.queue.handover.DirectQueueing;
import email.wildduck.james.queue.handover.HandOver;
import email.wildduck.james.queue.handover.HandOverPlan;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.james.MailMessages;
import email.wildduck.james.queue.james.MailWriter;
import email.wildduck.james.queue.james.SpoolMail;
import email.wildduck.james.queue.mail.DsnAttributes;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.mail.Routes;
import email.wildduck.james.queue.route.Route;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.NewDelivery;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a message into WildDuck's queue, one delivery for each recipient, in the sending zone that
 * {@link Route} chose or else {@code default}. It is the end of the Mail's way through the
 * pipeline.
 *
 * <p>In our own server, whose spool is in the same queue, the message keeps its body, its id and
 * its document: a crash neither loses nor doubles it. A Mail of another server's spool is written
 * to the queue under the id that the client was told, so that a repetition adds nothing. A Mail
 * that a matcher has split, or whose body a mailet has changed, is written under an id of its own;
 * a crash between that and the end of the Mail's processing queues it a second time.
 *
 * <p>What is not kept: attributes of the Mail other than those of the front door, and header fields
 * for single recipients. When the database cannot be asked the mailet throws: give {@code
 * onMailetException} a processor that tries again. Takes no parameters.
 *
 * <pre>{@code
 * <mailet match="All" class="email.wildduck.james.mailets.Enqueue">
 *   <onMailetException>try-again</onMailetException>
 * </mailet>
 * }</pre>
 */
public final class Enqueue extends GenericMailet {
  private static final Logger LOGGER = LoggerFactory.getLogger(Enqueue.class);

  private final HandOver handOver;
  private final DirectQueueing queueing;
  private final QueueIdGenerator ids;
  private final Clock clock;

  /** One queue serves all mailets. */
  @Inject
  public Enqueue(HandOver handOver, DirectQueueing queueing, QueueIdGenerator ids, Clock clock) {
    this.handOver = handOver;
    this.queueing = queueing;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    Optional<SpoolMail> spool = SpoolMail.of(mail);
    try {
      if (spool.isPresent() && spool.get().isWhole(mail) && spool.get().hasBodyOf(mail)) {
        handOver(mail, spool.get());
      } else {
        queue(mail, spool);
      }
    } catch (SmtpException | IOException | BrokenEntryException e) {
      throw new MessagingException(mail.getName() + " not queued: " + e.getMessage(), e);
    }
    mail.setState(Mail.GHOST);
  }

  private void handOver(Mail mail, SpoolMail spool)
      throws MessagingException, BrokenEntryException, IOException {
    HandOverPlan plan =
        HandOverPlan.of(
            MailMessages.rawMessage(mail), Envelope.of(mail).mailFrom(), deliveries(mail));
    if (!handOver.run(spool.lease(), spool.id(), plan)) {
      LOGGER.warn("{} was cancelled or taken over before it was queued", mail.getName());
    }
    spool.end();
  }

  private void queue(Mail mail, Optional<SpoolMail> spool) throws MessagingException, IOException {
    QueueId id = idOf(mail, spool);
    queueing.add(id, MailWriter.message(mail), deliveries(mail));
    LOGGER.info("{} is queued as {}", mail.getName(), id);
  }

  /** That of the front door, unless it stands for more than this Mail. */
  private QueueId idOf(Mail mail, Optional<SpoolMail> spool) {
    return Optional.of(mail.getName())
        .filter(name -> spool.isEmpty())
        .flatMap(QueueId::parse)
        .orElseGet(ids::next);
  }

  private List<NewDelivery> deliveries(Mail mail) {
    Instant now = clock.instant();
    Optional<String> session =
        Reception.of(mail).map(Reception::session).filter(id -> !id.isEmpty());
    List<NewDelivery> deliveries = new ArrayList<>();
    for (MailAddress recipient : mail.getRecipients()) {
      Route route = Routes.of(mail, recipient).orElseGet(() -> Route.by(ZoneConfiguration.DEFAULT));
      NewDelivery delivery =
          NewDelivery.to(route.zone(), Envelope.addressOf(recipient), now, route.target())
              .withDsn(DsnAttributes.read(mail, recipient));
      deliveries.add(session.map(delivery::withSession).orElse(delivery));
    }
    return deliveries;
  }
}
