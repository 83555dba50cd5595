package email.wildduck.james.queue.route;

import java.util.Objects;

/** User name and password at a relay. Not for logs. */
public final class RelayLogin {
  private final String user;
  private final String password;

  /** Both as they are sent. */
  public RelayLogin(String user, String password) {
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

  /** The user name only. */
  @Override
  public String toString() {
    return "RelayLogin[" + user + "]";
  }
}
