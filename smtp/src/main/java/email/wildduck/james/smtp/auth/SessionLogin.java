package email.wildduck.james.smtp.auth;

import email.wildduck.james.core.account.AuthenticatedUser;
import email.wildduck.james.core.account.AuthenticationOutcome;
import email.wildduck.james.core.account.Authenticator;
import email.wildduck.james.core.account.LoginAttempt;
import email.wildduck.james.core.account.Refusal;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.event.Event;
import java.util.Locale;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.protocols.smtp.SMTPSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks a client's credentials and makes the connection the user's if they are right. A failure of
 * MongoDB or Redis is answered with 454 and lets nobody in. Thread-safe.
 */
@Singleton
public final class SessionLogin {
  private static final Logger LOGGER = LoggerFactory.getLogger(SessionLogin.class);
  private static final SmtpReply ACCEPTED = SmtpReply.of(235, "2.7.0", "Authentication successful");

  private final Authenticator authenticator;
  private final LoginMetrics metrics;

  /** One authenticator serves all ports. */
  @Inject
  public SessionLogin(Authenticator authenticator, LoginMetrics metrics) {
    this.authenticator = authenticator;
    this.metrics = metrics;
  }

  LoginResult attempt(SMTPSession session, String name, String password) {
    String address = session.getRemoteAddress().getAddress().getHostAddress();
    LoginAttempt attempt =
        LoginAttempt.of(name, password, address).inSession(session.getSessionID());
    try {
      AuthenticationOutcome outcome = metrics.measure(() -> authenticator.authenticate(attempt));
      return outcome.fold(user -> accept(session, user), SessionLogin::refuse);
    } catch (RuntimeException e) {
      // Whatever it is, it is not the client's fault, and must not let anybody in.
      Event.of("AUTHERROR")
          .with("ip", address)
          .with("sess", session.getSessionID())
          .with("error", "the login could not be checked")
          .error(LOGGER, e);
      return LoginResult.refused("temporary_failure", AuthReplies.CANNOT_BE_CHECKED);
    }
  }

  private static LoginResult accept(SMTPSession session, AuthenticatedUser user) {
    SubmissionUser.logIn(session, user);
    return LoginResult.accepted(ACCEPTED);
  }

  private static LoginResult refuse(Refusal refusal) {
    return LoginResult.refused(
        refusal.reason().name().toLowerCase(Locale.ROOT), AuthReplies.to(refusal));
  }
}
