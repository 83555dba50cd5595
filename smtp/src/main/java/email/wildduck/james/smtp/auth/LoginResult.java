package email.wildduck.james.smtp.auth;

import email.wildduck.james.core.error.SmtpReply;

/** What a client is answered to its credentials, and why. Immutable. */
final class LoginResult {
  private final boolean accepted;
  private final String reason;
  private final SmtpReply reply;

  private LoginResult(boolean accepted, String reason, SmtpReply reply) {
    this.accepted = accepted;
    this.reason = reason;
    this.reply = reply;
  }

  static LoginResult accepted(SmtpReply reply) {
    return new LoginResult(true, "", reply);
  }

  /**
   * @param reason a few lower-case words joined by underscores
   */
  static LoginResult refused(String reason, SmtpReply reply) {
    return new LoginResult(false, reason, reply);
  }

  boolean isAccepted() {
    return accepted;
  }

  /** Why it was refused. */
  String reason() {
    return reason;
  }

  SmtpReply reply() {
    return reply;
  }
}
