package email.wildduck.james.smtp.command;

import email.wildduck.james.core.error.SmtpReply;
import java.util.Collection;
import java.util.List;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.CommandHandler;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPSession;

/**
 * HELP: one line. Takes no parameters; part of {@link
 * email.wildduck.james.smtp.SubmissionHandlers}.
 */
public final class HelpCommand implements CommandHandler<SMTPSession> {
  private static final SmtpReply REPLY =
      SmtpReply.of(
          214,
          "2.0.0",
          "This is a mail submission server (RFC 6409), log in with AUTH to send mail");

  @Override
  public Response onCommand(SMTPSession session, Request request) {
    return new SMTPResponse(String.valueOf(REPLY.code()), REPLY.description());
  }

  @Override
  public Collection<String> getImplCommands() {
    return List.of("HELP");
  }
}
