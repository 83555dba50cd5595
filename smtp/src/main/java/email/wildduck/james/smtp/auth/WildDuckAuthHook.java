package email.wildduck.james.smtp.auth;

import email.wildduck.james.smtp.reply.Replies;
import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.protocols.api.OidcSASLConfiguration;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.AuthHook;
import org.apache.james.protocols.smtp.hook.HookResult;

/**
 * AUTH PLAIN and LOGIN against WildDuck's users: main passwords and application-specific passwords.
 * Takes no parameters. For a stock James, whose own AUTH command reads the credentials; the server
 * has {@link AuthCommand}.
 *
 * <p>It always answers, so nothing falls through to James' own users: 235, 535 for a refusal, 454
 * when WildDuck's data cannot be asked or after too many failures, 421 and the end of the
 * connection after too many on one connection, and 538 without TLS whatever the configuration
 * announces.
 *
 * <p>In {@code smtpserver.xml} of a stock James, before James' own handlers:
 *
 * <pre>{@code
 * <handler class="email.wildduck.james.smtp.auth.WildDuckAuthHook"/>
 * }</pre>
 */
public final class WildDuckAuthHook implements AuthHook {
  private final SessionLogin login;
  private final AuthFailures failures;

  /** One of each serves all ports. */
  @Inject
  public WildDuckAuthHook(SessionLogin login, AuthFailures failures) {
    this.login = login;
    this.failures = failures;
  }

  @Override
  public HookResult doAuth(SMTPSession session, Username username, String password) {
    if (!session.isTLSStarted()) {
      return failures.hook(session, "no_tls", AuthReplies.TLS_REQUIRED);
    }
    LoginResult result = login.attempt(session, username.asString(), password);
    return result.isAccepted()
        ? Replies.acceptance(result.reply())
        : failures.hook(session, result.reason(), result.reply());
  }

  /** AUTH PLAIN without a password asks to act for somebody else: nobody may. */
  @Override
  public HookResult doDelegation(SMTPSession session, Username username) {
    // James calls this twice for each command, so that failures are not counted here.
    return Replies.refusal(AuthReplies.FAILED);
  }

  /** Tokens are not among WildDuck's credentials. */
  @Override
  public HookResult doSasl(
      SMTPSession session, OidcSASLConfiguration configuration, String initialResponse) {
    return failures.hook(session, "token", AuthReplies.FAILED);
  }
}
