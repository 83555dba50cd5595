package email.wildduck.james.core.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One or more accepted logins that differ in their time only: of one account, from one address,
 * with its own password or with one application-specific password. Immutable.
 */
final class AcceptedLogins {
  private final Account account;
  private final String ip;
  private final Optional<ApplicationPassword> password;
  private final Occurrences times;

  private AcceptedLogins(
      Account account, String ip, Optional<ApplicationPassword> password, Occurrences times) {
    this.account = account;
    this.ip = ip;
    this.password = password;
    this.times = times;
  }

  /** One with the account's own password. */
  static AcceptedLogins master(Account account, String ip, Instant time) {
    return new AcceptedLogins(account, ip, Optional.empty(), Occurrences.once(time));
  }

  /** One with an application-specific password. */
  static AcceptedLogins application(
      Account account, ApplicationPassword password, String ip, Instant time) {
    return new AcceptedLogins(account, ip, Optional.of(password), Occurrences.once(time));
  }

  /** These and those of the same kind; account and password are as those had them. */
  AcceptedLogins and(AcceptedLogins others) {
    return new AcceptedLogins(others.account, ip, others.password, times.and(others.times));
  }

  LoginKind kind() {
    return new LoginKind(account.id(), ip, password.map(ApplicationPassword::id));
  }

  Account account() {
    return account;
  }

  /** The client's address. */
  String ip() {
    return ip;
  }

  /** Empty for the account's own password. */
  Optional<ApplicationPassword> password() {
    return password;
  }

  Occurrences times() {
    return times;
  }

  /** What the authentication log says about each of them. */
  AuthEvent event() {
    return password
        .map(used -> AuthEvent.application(account, ip, AuthEvent.SUCCESS, used))
        .orElseGet(
            () -> AuthEvent.master(account, ip, AuthEvent.SUCCESS, AuthEvent.MASTER, List.of()));
  }
}
