package email.wildduck.james.smtp.auth;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.smtp.reply.Refusals;
import javax.inject.Inject;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.MailHook;

/**
 * Refuses MAIL of a client that has not logged in as a user of WildDuck, with {@code 530 5.7.0}
 * (RFC 4954 §6), whatever the address it comes from. Takes no parameters.
 *
 * <p>In {@code smtpserver.xml} of a stock James, before James' own handlers:
 *
 * <pre>{@code
 * <handler class="email.wildduck.james.smtp.auth.AuthenticationRequiredHook"/>
 * }</pre>
 */
public final class AuthenticationRequiredHook implements MailHook {
  private static final SmtpReply REFUSAL = SmtpReply.of(530, "5.7.0", "Authentication required");

  private final Refusals refusals;

  /** Refusals are counted. */
  @Inject
  public AuthenticationRequiredHook(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public HookResult doMail(SMTPSession session, MaybeSender sender) {
    return session.getAttachment(SubmissionUser.KEY, State.Connection).isPresent()
        ? HookResult.DECLINED
        : refusals.hook("mail", "not_authenticated", REFUSAL);
  }
}
