package email.wildduck.james.core.account;

import java.util.Optional;
import org.bson.types.ObjectId;

/** A user whose password was verified, or whom a trusted proxy vouches for. */
public final class AuthenticatedUser {
  private final Account account;
  private final SessionIdentity identity;
  private final PasswordType passwordType;
  private final Optional<ObjectId> applicationPassword;

  private AuthenticatedUser(
      Account account,
      String typedName,
      PasswordType passwordType,
      Optional<ObjectId> applicationPassword) {
    this.account = account;
    this.identity = SessionIdentity.of(account.username(), typedName);
    this.passwordType = passwordType;
    this.applicationPassword = applicationPassword;
  }

  static AuthenticationOutcome accepted(
      Account account, String typedName, Optional<ObjectId> applicationPassword) {
    PasswordType type =
        applicationPassword.isPresent() ? PasswordType.APPLICATION : PasswordType.MASTER;
    return AuthenticationOutcome.accepted(
        new AuthenticatedUser(account, typedName, type, applicationPassword));
  }

  static AuthenticatedUser vouchedFor(Account account, String typedName) {
    return new AuthenticatedUser(account, typedName, PasswordType.NONE, Optional.empty());
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
    return passwordType;
  }

  /** The id of the application-specific password that was used. */
  public Optional<ObjectId> applicationPassword() {
    return applicationPassword;
  }
}
