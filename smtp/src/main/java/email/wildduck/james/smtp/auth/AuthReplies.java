package email.wildduck.james.smtp.auth;

import email.wildduck.james.core.account.Refusal;
import email.wildduck.james.core.error.SmtpReply;
import java.time.Duration;

/** What a client is told about a login that was refused (RFC 4954 §6). */
final class AuthReplies {
  static final SmtpReply TLS_REQUIRED =
      SmtpReply.of(538, "5.7.11", "Encryption required, use STARTTLS first");
  static final SmtpReply FAILED = SmtpReply.of(535, "5.7.8", "Authentication failed");
  static final SmtpReply CANNOT_BE_CHECKED =
      SmtpReply.of(454, "4.7.0", "Temporary authentication failure");

  private AuthReplies() {}

  /** Says no more about an account than the client has shown to know. */
  static SmtpReply to(Refusal refusal) {
    switch (refusal.reason()) {
      case INVALID_CREDENTIALS:
        return permanent("Invalid username or password");
      case RATE_LIMITED:
        return SmtpReply.of(454, "4.7.0", rateLimited(refusal));
      case SCOPE_DISABLED:
        return permanent("Access to requested service disabled");
      case INVALID_SCOPE_SECOND_FACTOR:
        return permanent("You need to use an application specific password");
      case INVALID_SCOPE_TEMPORARY_PASSWORD:
        return permanent("A temporary password cannot be used to send mail");
      case INVALID_SCOPE_APPLICATION_PASSWORD:
        return permanent("This application specific password cannot be used to send mail");
      case TEMPORARY_PASSWORD_NOT_ACTIVE:
        return permanent("Temporary password is not yet activated");
      case UNSUPPORTED_HASH:
        return CANNOT_BE_CHECKED;
      case FORWARDED_ADDRESS:
      case UNKNOWN_USER:
      case WRONG_PASSWORD:
      case DISABLED:
      case SUSPENDED:
        return FAILED;
    }
    throw new IllegalStateException("no reply for " + refusal.reason());
  }

  private static SmtpReply permanent(String text) {
    return SmtpReply.of(535, "5.7.8", text);
  }

  private static String rateLimited(Refusal refusal) {
    return "Authentication was rate limited"
        + refusal
            .retryAfter()
            .map(Duration::toSeconds)
            .filter(seconds -> seconds > 0)
            .map(seconds -> ", try again in " + seconds + " seconds")
            .orElse("");
  }
}
