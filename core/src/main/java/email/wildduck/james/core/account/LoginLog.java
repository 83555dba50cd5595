package email.wildduck.james.core.account;

import email.wildduck.james.core.event.Event;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log about logins: {@code AUTHOK} and {@code AUTHFAIL} with the fields of WildDuck's
 * messages of these names. What was typed is told only when it can be a name: people type passwords
 * into the wrong field, and what cannot be a name is more likely one.
 */
final class LoginLog {
  private static final Logger LOG = LoggerFactory.getLogger(LoginLog.class);

  private LoginLog() {}

  /** The outcome, logged. */
  static AuthenticationOutcome logged(LoginAttempt attempt, AuthenticationOutcome outcome) {
    outcome.fold(user -> accepted(attempt, user), refusal -> refused(attempt, refusal)).info(LOG);
    return outcome;
  }

  private static Event accepted(LoginAttempt attempt, AuthenticatedUser user) {
    return about("AUTHOK", attempt)
        .with("auth_result", "success")
        .with("username", attempt.loginName())
        .with("domain", user.address().map(LoginLog::domain).orElse(""))
        .with("user", user.id().toHexString())
        .with("password_type", user.passwordType().label())
        .with("password_id", user.applicationPassword().map(ObjectId::toHexString).orElse(""));
  }

  private static Event refused(LoginAttempt attempt, Refusal refusal) {
    return about("AUTHFAIL", attempt)
        .with("auth_result", refusal.reason().authResult())
        .with("error", refusal.reason().error())
        .with("username", attempt.isWellFormed() ? attempt.loginName() : "")
        .with("user", refusal.user().map(ObjectId::toHexString).orElse(""));
  }

  private static Event about(String word, LoginAttempt attempt) {
    return Event.of(word)
        .with("mail_action", "auth")
        .with("scope", "smtp")
        .with("ip", attempt.remoteIp())
        .with("sess", attempt.session());
  }

  private static String domain(String address) {
    return address.substring(address.lastIndexOf('@') + 1);
  }
}
