package email.wildduck.james.smtp.auth;

import email.wildduck.james.core.account.AuthenticatedUser;
import email.wildduck.james.core.account.Authenticator;
import email.wildduck.james.core.account.LoginAttempt;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.smtp.reply.Replies;
import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.protocols.api.OidcSASLConfiguration;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.AuthHook;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * AUTH PLAIN and LOGIN against WildDuck's users: main passwords and application-specific passwords.
 * Takes no parameters.
 *
 * <p>It always answers, so nothing falls through to James' own users: 235, 535 for a refusal, 454
 * when WildDuck's data cannot be asked or after too many failures, and 538 without TLS whatever the
 * configuration announces.
 *
 * <p>In {@code smtpserver.xml} of a stock James, before James' own handlers:
 *
 * <pre>{@code
 * <handler class="email.wildduck.james.smtp.auth.WildDuckAuthHook"/>
 * }</pre>
 */
public final class WildDuckAuthHook implements AuthHook {
  static final SmtpReply TLS_REQUIRED =
      SmtpReply.of(538, "5.7.11", "Encryption required, use STARTTLS first");

  private static final Logger LOGGER = LoggerFactory.getLogger(WildDuckAuthHook.class);
  private static final SmtpReply ACCEPTED = SmtpReply.of(235, "2.7.0", "Authentication successful");

  private final Authenticator authenticator;

  /** One authenticator serves all ports. */
  @Inject
  public WildDuckAuthHook(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public HookResult doAuth(SMTPSession session, Username username, String password) {
    if (!session.isTLSStarted()) {
      return Replies.refusal(TLS_REQUIRED);
    }
    String address = session.getRemoteAddress().getAddress().getHostAddress();
    try {
      return authenticator
          .authenticate(LoginAttempt.of(username.asString(), password, address))
          .fold(user -> accept(session, user), refusal -> Replies.refusal(AuthReplies.to(refusal)));
    } catch (RuntimeException e) {
      // Anything James would see here it would answer with 501, as if the client were at fault.
      LOGGER.error("AUTHERROR ip={} the login could not be checked", address, e);
      return Replies.refusal(AuthReplies.CANNOT_BE_CHECKED);
    }
  }

  /** AUTH PLAIN without a password asks to act for somebody else: nobody may. */
  @Override
  public HookResult doDelegation(SMTPSession session, Username username) {
    return Replies.refusal(AuthReplies.FAILED);
  }

  /** Tokens are not among WildDuck's credentials. */
  @Override
  public HookResult doSasl(
      SMTPSession session, OidcSASLConfiguration configuration, String initialResponse) {
    return Replies.refusal(AuthReplies.FAILED);
  }

  private static HookResult accept(SMTPSession session, AuthenticatedUser user) {
    session.setUsername(Username.of(user.username()));
    session.setRelayingAllowed(true);
    session.setAttachment(
        SubmissionUser.KEY,
        new SubmissionUser(user.id().toHexString(), user.username(), user.identity().toString()),
        State.Connection);
    return Replies.acceptance(ACCEPTED);
  }
}
