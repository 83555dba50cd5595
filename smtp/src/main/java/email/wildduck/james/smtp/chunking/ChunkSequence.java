package email.wildduck.james.smtp.chunking;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.smtp.reply.Refusals;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.inject.Inject;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.CommandHandler;
import org.apache.james.protocols.smtp.SMTPSession;

/**
 * Refuses commands between the chunks of a message that would change what the message is, with
 * {@code 503 5.5.1} (RFC 3030 §2). RSET and EHLO give the message up. Takes no parameters; part of
 * {@link email.wildduck.james.smtp.SubmissionHandlers}, before the handlers of these commands.
 */
public final class ChunkSequence implements CommandHandler<SMTPSession> {
  private static final SmtpReply REFUSAL =
      SmtpReply.of(503, "5.5.1", "The message has begun: BDAT or RSET expected");

  private final Refusals refusals;

  /** One counter serves all ports of a process. */
  @Inject
  public ChunkSequence(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public Collection<String> getImplCommands() {
    return List.of("MAIL", "RCPT", "DATA", "AUTH", "STARTTLS", "XCLIENT");
  }

  @Override
  public Response onCommand(SMTPSession session, Request request) {
    return session.getAttachment(ChunkedMessage.KEY, State.Transaction).isPresent()
        ? refusals.response(request.getCommand().toLowerCase(Locale.ROOT), "sequence", REFUSAL)
        : null;
  }
}
