package email.wildduck.james.smtp.data;

import email.wildduck.james.queue.id.QueueIdGenerator;
import javax.inject.Inject;
import org.apache.james.metrics.api.MetricFactory;
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

  private final QueueIdGenerator ids;

  /** One generator serves all ports of a process. */
  @Inject
  public QueueIdDataCommand(MetricFactory metricFactory, QueueIdGenerator ids) {
    super(metricFactory);
    this.ids = ids;
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
