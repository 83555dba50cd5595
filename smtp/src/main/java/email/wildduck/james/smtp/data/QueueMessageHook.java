package email.wildduck.james.smtp.data;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.event.EventSink;
import email.wildduck.james.core.from.SenderAccount;
import email.wildduck.james.core.limits.DailyRecipientLimit;
import email.wildduck.james.core.limits.Reservation;
import email.wildduck.james.smtp.account.SessionAccounts;
import email.wildduck.james.smtp.reply.Refusals;
import email.wildduck.james.smtp.reply.RefusedException;
import email.wildduck.james.smtp.reply.Replies;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.commons.configuration2.Configuration;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the account may still send, counts the recipients towards the user's daily limit,
 * puts the message into James' spool and answers {@code 250 2.0.0 Message queued as <queue id>}. A
 * message over the limit is refused with 550; a queue that cannot take it is answered with a 4xx,
 * and the recipients are given back. The last of the message hooks. Takes no parameters.
 *
 * <p>Round trips besides those of the queue: one to Redis for a user with a limit, and one to
 * MongoDB when the account was read more than a second ago.
 */
public final class QueueMessageHook implements JamesMessageHook {
  private static final Logger LOGGER = LoggerFactory.getLogger(QueueMessageHook.class);

  private final MailQueueFactory<?> queues;
  private final SessionAccounts accounts;
  private final DailyRecipientLimit limit;
  private final Refusals refusals;
  private final EventSink sink;
  private MailQueue spool;

  /** The factory gives the spool. */
  @Inject
  public QueueMessageHook(
      MailQueueFactory<?> queues,
      SessionAccounts accounts,
      DailyRecipientLimit limit,
      Refusals refusals,
      EventSink sink) {
    this.queues = queues;
    this.accounts = accounts;
    this.limit = limit;
    this.refusals = refusals;
    this.sink = sink;
  }

  @Override
  public void init(Configuration configuration) {
    spool = queues.createQueue(MailQueueFactory.SPOOL);
  }

  @Override
  public void destroy() {
    try {
      spool.close();
    } catch (IOException e) {
      LOGGER.warn("The spool could not be closed", e);
    }
  }

  @Override
  public HookResult onMessage(SMTPSession session, Mail mail) {
    try {
      return queue(mail, reserve(session, mail));
    } catch (SmtpException e) {
      return refusals.hook("data", e);
    }
  }

  private Reservation reserve(SMTPSession session, Mail mail) {
    SenderAccount account = accounts.current(session);
    int recipients = mail.getRecipients().size();
    try {
      return limit.reserve(account.id(), account.maxRecipients(), recipients);
    } catch (SmtpException e) {
      Event.of("RCPTDENY")
          .about(mail.getName())
          .with("user", account.id().toHexString())
          .with("recipients", recipients)
          .with("sess", session.getSessionID())
          .with("error", e.getMessage())
          .info(LOGGER);
      throw e.isTemporary() ? e : new RefusedException("daily_limit", e.reply());
    }
  }

  private HookResult queue(Mail mail, Reservation reservation) {
    // The queue may take the message away.
    Event queued = QueuedEvent.of(mail);
    try {
      spool.enQueue(mail);
    } catch (MailQueue.MailQueueException | RuntimeException e) {
      sink.tell(QueuedEvent.notQueued(mail, replyTo(e).toString()), e);
      giveBack(mail, reservation);
      return refusals.hook("data", "not_queued", replyTo(e));
    }
    sink.tell(queued);
    return Replies.acceptance(SmtpReply.of(250, "2.0.0", "Message queued as " + mail.getName()));
  }

  private static void giveBack(Mail mail, Reservation reservation) {
    try {
      reservation.giveBack();
    } catch (TemporaryFailureException e) {
      Event.of("LIMITERR")
          .about(mail.getName())
          .with("error", "the recipients stay counted")
          .warn(LOGGER, e);
    }
  }

  private static SmtpReply replyTo(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof SmtpException)) {
      cause = cause.getCause();
    }
    return cause == null
        ? new TemporaryFailureException("the queue failed").reply()
        : ((SmtpException) cause).reply();
  }
}
