package email.wildduck.james.delivery.attempt;

import java.util.Objects;

/** Credentials for a relay. Immutable; the password never shows in a text. */
public final class Login {
  private final String user;
  private final String password;

  /**
   * @param user not empty
   * @param password as it is, not encoded
   */
  public Login(String user, String password) {
    this.user = Objects.requireNonNull(user);
    this.password = Objects.requireNonNull(password);
  }

  /** The user name. */
  public String user() {
    return user;
  }

  /** The password. */
  public String password() {
    return password;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Login
        && user.equals(((Login) other).user)
        && password.equals(((Login) other).password);
  }

  @Override
  public int hashCode() {
    return Objects.hash(user, password);
  }

  /** The user name only. */
  @Override
  public String toString() {
    return user;
  }
}
