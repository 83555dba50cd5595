package email.wildduck.james.smtp.command;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.smtp.reply.LoggedRefusals;
import java.util.Collection;
import java.util.List;
import javax.inject.Inject;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.CommandHandler;
import org.apache.james.protocols.smtp.SMTPSession;

/**
 * EXPN: there are no lists to expand, {@code 502 5.5.1}. Takes no parameters; part of {@link
 * email.wildduck.james.smtp.SubmissionHandlers}.
 */
public final class ExpnCommand implements CommandHandler<SMTPSession> {
  private static final SmtpReply REPLY = SmtpReply.of(502, "5.5.1", "EXPN is not implemented");

  private final LoggedRefusals refusals;

  /** All ports count together. */
  @Inject
  public ExpnCommand(LoggedRefusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public Response onCommand(SMTPSession session, Request request) {
    return refusals.response(session, "expn", "not_implemented", REPLY);
  }

  @Override
  public Collection<String> getImplCommands() {
    return List.of("EXPN");
  }
}
