package email.wildduck.james.core.account;

/** Why a login was refused, with WildDuck's {@code _auth_result} and {@code _error} for it. */
public enum RefusalReason {
  /** Name or password empty or too long, or a control character in the name. Nothing was asked. */
  INVALID_CREDENTIALS("fail", "Invalid username or password"),
  /** The name is a forwarded address, which nobody can log in with. */
  FORWARDED_ADDRESS("unknown", "Forwarded address"),
  /** No such user. */
  UNKNOWN_USER("unknown", "Unknown user"),
  /** No password of the user matches. */
  WRONG_PASSWORD("fail", "Invalid Auth"),
  /** Too many failures; the refusal says how long. */
  RATE_LIMITED("ratelimited", "Rate limited"),
  /** The account is closed. */
  DISABLED("disabled", "User is disabled"),
  /** The account is stopped for a while. */
  SUSPENDED("suspended", "User is suspended"),
  /** The user may not use SMTP. */
  SCOPE_DISABLED("scope_disabled", "Required scope is disabled"),
  /** The right password, but second factors are on: an application password is needed. */
  INVALID_SCOPE_SECOND_FACTOR("fail", "Invalid scope, a second factor is enabled"),
  /** A temporary password, which is only good for choosing a new one in the web interface. */
  INVALID_SCOPE_TEMPORARY_PASSWORD("fail", "Invalid scope, a temporary password"),
  /** An application password that is not meant for SMTP. */
  INVALID_SCOPE_APPLICATION_PASSWORD(
      "fail", "Invalid scope, an application-specific password for something else"),
  /** A temporary password before its time. */
  TEMPORARY_PASSWORD_NOT_ACTIVE("fail", "Temporary password is not yet activated"),
  /** The stored hash cannot be verified; an administrator has to set a new password. */
  UNSUPPORTED_HASH("fail", "Unsupported hash");

  private final String authResult;
  private final String error;

  RefusalReason(String authResult, String error) {
    this.authResult = authResult;
    this.error = error;
  }

  /** WildDuck's word for it in its log events. */
  public String authResult() {
    return authResult;
  }

  /** What happened, for the log. */
  String error() {
    return error;
  }
}
