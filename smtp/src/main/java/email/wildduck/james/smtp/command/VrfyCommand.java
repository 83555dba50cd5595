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
 * VRFY (RFC 5321 §3.5.3): nobody is told who exists, so the answer is always {@code 252}. Takes no
 * parameters; part of {@link email.wildduck.james.smtp.SubmissionHandlers}.
 */
public final class VrfyCommand implements CommandHandler<SMTPSession> {
  private static final SmtpReply REPLY =
      SmtpReply.of(
          252,
          "2.5.0",
          "Cannot verify the address, but the message will be accepted and its delivery attempted");

  @Override
  public Response onCommand(SMTPSession session, Request request) {
    return new SMTPResponse(String.valueOf(REPLY.code()), REPLY.description());
  }

  @Override
  public Collection<String> getImplCommands() {
    return List.of("VRFY");
  }
}
