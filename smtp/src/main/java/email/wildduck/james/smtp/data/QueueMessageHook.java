package email.wildduck.james.smtp.data;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.limits.DailyRecipientLimit;
import email.wildduck.james.queue.mail.Submission;
import email.wildduck.james.smtp.reply.Replies;
import java.io.IOException;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.commons.configuration2.Configuration;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the recipients towards the user's daily limit, puts the message into James' spool and
 * answers {@code 250 2.0.0 Message queued as <queue id>}. A message over the limit is refused with
 * 550; a queue that cannot take it is answered with a 4xx, and the recipients are given back. The
 * last of the message hooks. Takes no parameters; part of {@link
 * email.wildduck.james.smtp.SubmissionHandlers}.
 */
public final class QueueMessageHook implements JamesMessageHook {
  private static final Logger LOGGER = LoggerFactory.getLogger(QueueMessageHook.class);

  private final MailQueueFactory<?> queues;
  private final DailyRecipientLimit limit;
  private MailQueue spool;

  /** The factory gives the spool. */
  @Inject
  public QueueMessageHook(MailQueueFactory<?> queues, DailyRecipientLimit limit) {
    this.queues = queues;
    this.limit = limit;
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
    Optional<ObjectId> user = Submission.of(mail).map(s -> new ObjectId(s.userId()));
    int recipients = mail.getRecipients().size();
    try {
      user.ifPresent(id -> limit.reserve(id, recipients));
    } catch (SmtpException e) {
      LOGGER.info("{} RCPTDENY recipients={} {}", mail.getName(), recipients, e.getMessage());
      return Replies.refusal(e.reply());
    }
    try {
      spool.enQueue(mail);
    } catch (MailQueue.MailQueueException | RuntimeException e) {
      LOGGER.error("{} NOQUEUE the message could not be queued", mail.getName(), e);
      user.ifPresent(id -> giveBack(id, recipients));
      return Replies.refusal(replyTo(e));
    }
    LOGGER.info(
        "{} QUEUED from={} recipients={}",
        mail.getName(),
        mail.getMaybeSender().asPrettyString(),
        recipients);
    return Replies.acceptance(SmtpReply.of(250, "2.0.0", "Message queued as " + mail.getName()));
  }

  private void giveBack(ObjectId user, int recipients) {
    try {
      limit.giveBack(user, recipients);
    } catch (TemporaryFailureException e) {
      LOGGER.warn("{} recipients stay counted for user {}", recipients, user, e);
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
