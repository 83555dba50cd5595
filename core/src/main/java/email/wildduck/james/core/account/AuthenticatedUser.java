package email.wildduck.james.core.account;

import java.util.Optional;
import org.bson.types.ObjectId;

/** A user whose password was verified. */
public final class AuthenticatedUser {
  private final Account account;
  private final SessionIdentity identity;
  private final Optional<ObjectId> applicationPassword;

  private AuthenticatedUser(
      Account account, SessionIdentity identity, Optional<ObjectId> applicationPassword) {
    this.account = account;
    this.identity = identity;
    this.applicationPassword = applicationPassword;
  }

  static AuthenticationOutcome accepted(
      Account account, String typedName, Optional<ObjectId> applicationPassword) {
    return AuthenticationOutcome.accepted(
        new AuthenticatedUser(
            account, SessionIdentity.of(account.username(), typedName), applicationPassword));
  }

  public ObjectId id() {
    return account.id();
  }

  public String username() {
    return account.username();
  }

  /** The main address; a user may have none. */
  public Optional<String> address() {
    return account.address();
  }

  public SessionIdentity identity() {
    return identity;
  }

  public PasswordType passwordType() {
    return applicationPassword.isPresent() ? PasswordType.APPLICATION : PasswordType.MASTER;
  }

  /** The id of the application-specific password that was used. */
  public Optional<ObjectId> applicationPassword() {
    return applicationPassword;
  }
}
