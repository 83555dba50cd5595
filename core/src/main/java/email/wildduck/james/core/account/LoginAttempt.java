package email.wildduck.james.core.account;

/** What a client presented: a name, a password, and from where. Never prints the password. */
public final class LoginAttempt {
  private static final int MAX_LENGTH = 1024;

  private final String loginName;
  private final String password;
  private final String remoteIp;
  private final String session;

  private LoginAttempt(String loginName, String password, String remoteIp, String session) {
    this.loginName = loginName;
    this.password = password;
    this.remoteIp = remoteIp;
    this.session = session;
  }

  /**
   * @param loginName the authentication identity (RFC 4616: authcid, or authzid if that is empty)
   * @param remoteIp the client's address as text, e.g. {@code 192.0.2.10}
   */
  public static LoginAttempt of(String loginName, String password, String remoteIp) {
    return new LoginAttempt(loginName, password, remoteIp, "");
  }

  /** The same, made in the session with that id, which the log tells. */
  public LoginAttempt inSession(String id) {
    return new LoginAttempt(loginName, password, remoteIp, id);
  }

  String loginName() {
    return loginName;
  }

  String password() {
    return password;
  }

  String remoteIp() {
    return remoteIp;
  }

  /** The id of the session; empty when it was not told. */
  String session() {
    return session;
  }

  /**
   * Whether it is worth a look: name and password of 1 to 1024 UTF-16 units, no control characters
   * in the name.
   */
  boolean isWellFormed() {
    return isUsableName(loginName) && hasUsableLength(password);
  }

  /** Whether this can be somebody's name: 1 to 1024 UTF-16 units, no control characters. */
  static boolean isUsableName(String name) {
    return hasUsableLength(name) && name.chars().noneMatch(Character::isISOControl);
  }

  private static boolean hasUsableLength(String text) {
    return !text.isEmpty() && text.length() <= MAX_LENGTH;
  }

  @Override
  public String toString() {
    return "login from " + remoteIp;
  }
}
