package email.wildduck.james.smtp.command;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.smtp.reply.LoggedRefusals;
import javax.inject.Inject;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.UnknownCmdHandler;

/**
 * Any other command: {@code 500 5.5.1}, without repeating what was sent. James' {@code
 * UnknownHook}s are asked first. Takes no parameters; part of {@link
 * email.wildduck.james.smtp.SubmissionHandlers}.
 */
public final class UnknownCommand extends UnknownCmdHandler {
  private static final SmtpReply REPLY = SmtpReply.of(500, "5.5.1", "Command not recognized");

  private final LoggedRefusals refusals;

  /** All ports count together. */
  @Inject
  public UnknownCommand(MetricFactory metricFactory, LoggedRefusals refusals) {
    super(metricFactory);
    this.refusals = refusals;
  }

  @Override
  protected Response doCoreCmd(SMTPSession session, String command, String parameters) {
    return refusals.response(session, "unknown", "unknown_command", REPLY);
  }
}
