package email.wildduck.james.core.account;

/** Why a login was refused, with WildDuck's {@code _auth_result} for it. */
public enum RefusalReason {
  /** Name or password empty or too long, or a control character in the name. Nothing was asked. */
  INVALID_CREDENTIALS("fail"),
  /** The name is a forwarded address, which nobody can log in with. */
  FORWARDED_ADDRESS("unknown"),
  /** No such user. */
  UNKNOWN_USER("unknown"),
  /** No password of the user matches. */
  WRONG_PASSWORD("fail"),
  /** Too many failures; the refusal says how long. */
  RATE_LIMITED("ratelimited"),
  /** The account is closed. */
  DISABLED("disabled"),
  /** The account is stopped for a while. */
  SUSPENDED("suspended"),
  /** The user may not use SMTP. */
  SCOPE_DISABLED("scope_disabled"),
  /** The right password, but second factors are on: an application password is needed. */
  INVALID_SCOPE_SECOND_FACTOR("fail"),
  /** A temporary password, which is only good for choosing a new one in the web interface. */
  INVALID_SCOPE_TEMPORARY_PASSWORD("fail"),
  /** An application password that is not meant for SMTP. */
  INVALID_SCOPE_APPLICATION_PASSWORD("fail"),
  /** A temporary password before its time. */
  TEMPORARY_PASSWORD_NOT_ACTIVE("fail"),
  /** The stored hash cannot be verified; an administrator has to set a new password. */
  UNSUPPORTED_HASH("fail");

  private final String authResult;

  RefusalReason(String authResult) {
    this.authResult = authResult;
  }

  /** WildDuck's word for it in its log events. */
  public String authResult() {
    return authResult;
  }
}
