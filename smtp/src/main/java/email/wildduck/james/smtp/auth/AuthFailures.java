package email.wildduck.james.smtp.auth;

import email.wildduck.james.core.config.AuthConfiguration;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.smtp.reply.Refusals;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;

/**
 * Refuses AUTH, and closes a connection on which AUTH has failed too often ({@code
 * auth/maxFailures}): behind the last refusal the client reads {@code 421 4.7.0}. A failure of ours
 * (454) counts like any other, so that nobody can go on for ever. Thread-safe.
 */
@Singleton
public final class AuthFailures {
  static final SmtpReply TOO_MANY =
      SmtpReply.of(421, "4.7.0", "Too many failed authentications, closing the connection");

  private static final AttachmentKey<Integer> COUNT =
      AttachmentKey.of("wildduck.authFailures", Integer.class);

  private final Refusals refusals;
  private final int max;

  /** The configuration says how many are too many. */
  @Inject
  public AuthFailures(Refusals refusals, AuthConfiguration configuration) {
    this(refusals, configuration.maxFailures());
  }

  AuthFailures(Refusals refusals, int max) {
    this.refusals = refusals;
    this.max = max;
  }

  /** Counts a failure and answers a command with it. */
  Response response(SMTPSession session, String reason, SmtpReply reply) {
    Response refusal = refusals.response("auth", reason, reply);
    return isLast(session) ? new ClosingResponse(refusal, TOO_MANY) : refusal;
  }

  /** Counts a failure and answers a hook with it; there a single reply has to do. */
  HookResult hook(SMTPSession session, String reason, SmtpReply reply) {
    return isLast(session)
        ? refusals.hookAndClose("auth", reason, TOO_MANY)
        : refusals.hook("auth", reason, reply);
  }

  private boolean isLast(SMTPSession session) {
    int failures = session.getAttachment(COUNT, State.Connection).orElse(0) + 1;
    session.setAttachment(COUNT, failures, State.Connection);
    return failures >= max;
  }
}
