package email.wildduck.james.mailets;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.queue.james.SpoolMail;
import email.wildduck.james.queue.store.QueueStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.util.DurationParser;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a message wait in the spool and start again, because a step could not be made: as it was
 * accepted, under its id, so that its owner can cancel it meanwhile. Each step before has to bear a
 * repetition, as those of WildDuck do. A Mail that a matcher has split, or that comes from another
 * spool, is queued anew in the state {@code root}, as it is.
 *
 * <ul>
 *   <li><b>delay</b> (optional) – how long it waits, with a unit. Default: {@code 60s}
 * </ul>
 *
 * <pre>{@code
 * <processor state="try-again">
 *   <mailet match="All" class="email.wildduck.james.mailets.TryAgain">
 *     <delay>60s</delay>
 *     <onMailetException>propagate</onMailetException>
 *   </mailet>
 * </processor>
 * }</pre>
 */
public final class TryAgain extends GenericMailet {
  private static final Logger LOGGER = LoggerFactory.getLogger(TryAgain.class);

  private final QueueStore store;
  private final MailQueueFactory<?> queues;
  private final Clock clock;
  private Duration delay = Duration.ofSeconds(60);

  /** The spool is created when it is first needed. */
  @Inject
  public TryAgain(QueueStore store, MailQueueFactory<?> queues, Clock clock) {
    this.store = store;
    this.queues = queues;
    this.clock = clock;
  }

  @Override
  public void init() throws MessagingException {
    try {
      delay = getInitParameterAsOptional("delay").map(DurationParser::parse).orElse(delay);
    } catch (RuntimeException e) {
      throw new MessagingException(
          "<delay> of TryAgain must be a number and a unit, for example 60s", e);
    }
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    Optional<SpoolMail> spool = SpoolMail.of(mail);
    if (spool.isPresent() && spool.get().isWhole(mail)) {
      putBack(mail, spool.get());
    } else {
      queueAgain(mail);
    }
    mail.setState(Mail.GHOST);
  }

  private void putBack(Mail mail, SpoolMail spool) {
    // first: what could not be put back comes back when its lease has run out
    spool.end();
    try {
      store.work().retry(spool.lease(), clock.instant().plus(delay));
    } catch (SmtpException e) {
      LOGGER.warn("{} starts again when its lease has run out", mail.getName(), e);
    }
  }

  private void queueAgain(Mail mail) throws MessagingException {
    mail.setState(Mail.DEFAULT);
    queues.createQueue(MailQueueFactory.SPOOL).enQueue(mail, delay);
  }
}
