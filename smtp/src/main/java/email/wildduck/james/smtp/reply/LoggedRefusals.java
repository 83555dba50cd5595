package email.wildduck.james.smtp.reply;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.event.Event;
import javax.inject.Inject;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refusals that are counted and written to the log as the event {@code REFUSED} with {@code
 * command}, {@code reason}, {@code code}, {@code ip} and {@code sess}. What the client sent is not
 * written: it may be anything.
 */
public final class LoggedRefusals {
  private static final Logger LOGGER = LoggerFactory.getLogger(LoggedRefusals.class);

  private final Refusals refusals;

  /** All ports count together. */
  @Inject
  public LoggedRefusals(Refusals refusals) {
    this.refusals = refusals;
  }

  /** A refusal as the response of a command; the connection stays open. */
  public SMTPResponse response(
      SMTPSession session, String command, String reason, SmtpReply reply) {
    log(session, command, reason, reply);
    return refusals.response(command, reason, reply);
  }

  /** A refusal as the result of a hook; the connection stays open. */
  public HookResult hook(SMTPSession session, String command, String reason, SmtpReply reply) {
    log(session, command, reason, reply);
    return refusals.hook(command, reason, reply);
  }

  private static void log(SMTPSession session, String command, String reason, SmtpReply reply) {
    Event.of("REFUSED")
        .with("command", command)
        .with("reason", reason)
        .with("code", reply.code())
        .with("ip", session.getRemoteAddress().getAddress().getHostAddress())
        .with("sess", session.getSessionID())
        .info(LOGGER);
  }
}
