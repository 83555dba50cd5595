package email.wildduck.james.smtp.data;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.smtp.reply.LoggedRefusals;
import javax.inject.Inject;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPRetCode;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.smtpserver.ExtendedSMTPSession;
import org.apache.james.smtpserver.JamesDataCmdHandler;

/**
 * DATA: the message gets its queue id here, so that the Received field, the reply, the log and the
 * queue all name the same. The id is the name of the Mail. Takes no parameters; part of {@link
 * email.wildduck.james.smtp.SubmissionHandlers}.
 */
// James' handler leaves its list of extensions unparameterised.
@SuppressWarnings("unchecked")
public final class QueueIdDataCommand extends JamesDataCmdHandler {
  private static final SMTPResponse READY =
      new SMTPResponse(SMTPRetCode.DATA_READY, "End data with <CR><LF>.<CR><LF>");

  private static final SmtpReply UNEXPECTED_ARGUMENT =
      SmtpReply.of(501, "5.5.4", "DATA has no argument");
  private static final SmtpReply MAIL_FIRST = SmtpReply.of(503, "5.5.1", "Send MAIL first");
  private static final SmtpReply NO_RECIPIENTS =
      SmtpReply.of(503, "5.5.1", "There are no recipients, send RCPT first");

  private final QueueIdGenerator ids;
  private final LoggedRefusals refusals;

  /** One generator serves all ports of a process. */
  @Inject
  public QueueIdDataCommand(
      MetricFactory metricFactory, QueueIdGenerator ids, LoggedRefusals refusals) {
    super(metricFactory);
    this.ids = ids;
    this.refusals = refusals;
  }

  /** What James takes for "go on" is null. */
  @Override
  protected Response doDATAFilter(SMTPSession session, String argument) {
    if (argument != null && !argument.isEmpty()) {
      return refusals.response(session, "data", "syntax", UNEXPECTED_ARGUMENT);
    }
    if (session.getAttachment(SMTPSession.SENDER, State.Transaction).isEmpty()) {
      return refusals.response(session, "data", "sequence", MAIL_FIRST);
    }
    return session.getRcptCount() == 0
        ? refusals.response(session, "data", "sequence", NO_RECIPIENTS)
        : null;
  }

  @Override
  protected SMTPResponse doDATA(SMTPSession session, String argument) {
    ((ExtendedSMTPSession) session)
        .setMimeMessageInputStreamSource(
            MimeMessageInputStreamSource.create(ids.next().asString()));
    session.pushLineHandler(getLineHandler());
    return READY;
  }
}
