package email.wildduck.james.core.account;

import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.address.AddressResolver;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.limits.CounterReading;
import email.wildduck.james.core.password.PasswordHashes;
import email.wildduck.james.core.password.VerifiedPasswords;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.util.Optional;

/**
 * Decides about logins for SMTP submission, in the order of WildDuck's own authentication: the name
 * is resolved, the user loaded, an application-specific password tried, the failed-login limit
 * asked, then whether the account is disabled, suspended or shut off from SMTP, and only then the
 * account's own passwords are tried. With second factors on, only application-specific passwords
 * open the door.
 *
 * <p>Round trips for an accepted login with a user name: to MongoDB one read (the user) and two
 * writes (authentication log, {@code lastLogin}), which several logins in a row share, see {@link
 * LoginJournal}; to Redis one, a second only if there were failures to forget. With an address as
 * the name one read more, through a domain alias three. With an application-specific password one
 * read more and none to Redis. A wrong password takes one read and one write in MongoDB and three
 * calls to Redis; an unknown name one read and two calls. Settings come from a cache.
 *
 * <p>An unknown user, a disabled one and one without a usable password cost the same processor time
 * as a wrong password. Attempts above the limit cost none, and neither does a password that was
 * verified a moment ago: see {@link VerifiedPasswords}. Thread-safe.
 */
public final class Authenticator {
  private final LoginResolver logins;
  private final AccountRepository accounts;
  private final FailedLoginLimiter limiter;
  private final PasswordHashes hashes;
  private final AccountLogin accountLogin;

  /**
   * @param users the database with {@code users}, {@code addresses}, {@code domainaliases} and
   *     {@code asps}
   * @param redis WildDuck's Redis, in WildDuck's database number
   * @param journal is told of every login to an account; it must be written in the same database
   * @param verified saves the hashing of a password that was right a moment ago
   */
  public Authenticator(
      MongoDatabase users,
      RedisClusterCommands<String, String> redis,
      LoginJournal journal,
      PasswordHashes hashes,
      VerifiedPasswords verified,
      Clock clock) {
    HashVerifier verifier = new HashVerifier(hashes, verified);
    this.logins = new LoginResolver(AddressResolver.on(users));
    this.accounts = new AccountRepository(users);
    this.limiter = new FailedLoginLimiter(redis);
    this.hashes = hashes;
    this.accountLogin =
        new AccountLogin(
            new ApplicationPasswords(users, verifier),
            new MasterPasswords(verifier, hashes),
            limiter,
            new HashRenewal(accounts, hashes),
            journal,
            clock);
  }

  /**
   * Accepts or refuses a login, counts a failure and records the rest.
   *
   * @throws TemporaryFailureException if MongoDB or Redis does not answer what the decision needs
   */
  public AuthenticationOutcome authenticate(LoginAttempt attempt) {
    if (!attempt.isWellFormed()) {
      return LoginLog.logged(attempt, Refusal.of(RefusalReason.INVALID_CREDENTIALS));
    }
    return LoginLog.logged(attempt, decide(attempt));
  }

  private AuthenticationOutcome decide(LoginAttempt attempt) {
    Optional<LoginQuery> query = logins.resolve(attempt.loginName());
    if (query.isEmpty()) {
      hashes.spendDefaultCost(attempt.password());
      return Refusal.of(RefusalReason.FORWARDED_ADDRESS);
    }
    return accounts
        .find(query.get())
        .map(account -> accountLogin.decide(attempt, account))
        .orElseGet(() -> unknownUser(attempt, query.get()));
  }

  private AuthenticationOutcome unknownUser(LoginAttempt attempt, LoginQuery query) {
    CounterReading failures = limiter.countFailure(query.limiterName(), attempt.remoteIp());
    if (!failures.allowed()) {
      return Refusal.rateLimited(Optional.empty(), failures);
    }
    hashes.spendDefaultCost(attempt.password());
    return Refusal.of(RefusalReason.UNKNOWN_USER);
  }
}
