package email.wildduck.james.core.account;

import java.util.Objects;
import java.util.Optional;
import org.bson.types.ObjectId;

/** What accepted logins have in common when they are counted together. A value. */
final class LoginKind {
  private final ObjectId user;
  private final String ip;
  private final Optional<ObjectId> applicationPassword;

  /**
   * @param applicationPassword its id; empty for the account's own password
   */
  LoginKind(ObjectId user, String ip, Optional<ObjectId> applicationPassword) {
    this.user = user;
    this.ip = ip;
    this.applicationPassword = applicationPassword;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LoginKind
        && user.equals(((LoginKind) other).user)
        && ip.equals(((LoginKind) other).ip)
        && applicationPassword.equals(((LoginKind) other).applicationPassword);
  }

  @Override
  public int hashCode() {
    return Objects.hash(user, ip, applicationPassword);
  }
}
