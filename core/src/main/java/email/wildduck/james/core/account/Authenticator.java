package email.wildduck.james.core.account;

import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.address.AddressResolver;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.limits.CounterReading;
import email.wildduck.james.core.password.PasswordHashes;
import email.wildduck.james.core.settings.Settings;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about logins for SMTP submission, in the order of WildDuck's own authentication: the name
 * is resolved, the user loaded, an application-specific password tried, the failed-login limit
 * asked, then whether the account is disabled, suspended or shut off from SMTP, and only then the
 * account's own passwords are tried. With second factors on, only application-specific passwords
 * open the door.
 *
 * <p>Round trips for an accepted login with a user name: to MongoDB one read (the user) and two
 * writes (authentication log, {@code lastLogin}); to Redis one, a second only if there were
 * failures to forget. With an address as the name one read more, through a domain alias three. With
 * an application-specific password one read more and none to Redis. A wrong password takes one read
 * and one write in MongoDB and three calls to Redis; an unknown name one read and two calls.
 * Settings come from a cache.
 *
 * <p>An unknown user and a user without a usable password cost the same processor time as a wrong
 * password. Attempts above the limit cost none. Thread-safe.
 */
public final class Authenticator {
  private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);

  private final LoginResolver logins;
  private final AccountRepository accounts;
  private final ApplicationPasswords applicationPasswords;
  private final MasterPasswords masterPasswords;
  private final FailedLoginLimiter limiter;
  private final LoginRecorder recorder;
  private final PasswordHashes hashes;
  private final Clock clock;

  /**
   * @param users the database with {@code users}, {@code addresses}, {@code domainaliases}, {@code
   *     asps} and {@code authlog}
   * @param redis WildDuck's Redis, in WildDuck's database number
   */
  public Authenticator(
      MongoDatabase users,
      RedisClusterCommands<String, String> redis,
      Settings settings,
      PasswordHashes hashes,
      Clock clock) {
    HashVerifier verifier = new HashVerifier(hashes);
    this.logins =
        new LoginResolver(
            new AddressResolver(
                users.getCollection("addresses"), users.getCollection("domainaliases")));
    this.accounts = new AccountRepository(users);
    this.applicationPasswords = new ApplicationPasswords(users, verifier);
    this.masterPasswords = new MasterPasswords(verifier, hashes);
    this.limiter = new FailedLoginLimiter(redis);
    this.recorder =
        new LoginRecorder(
            new AuthLog(users, settings, clock), accounts, applicationPasswords, hashes);
    this.hashes = hashes;
    this.clock = clock;
  }

  /**
   * Accepts or refuses a login, counts a failure and records the rest.
   *
   * @throws TemporaryFailureException if MongoDB or Redis does not answer what the decision needs
   */
  public AuthenticationOutcome authenticate(LoginAttempt attempt) {
    if (!attempt.isWellFormed()) {
      LOG.info("AUTHFAIL reason={} ip={}", RefusalReason.INVALID_CREDENTIALS, attempt.remoteIp());
      return AuthenticationOutcome.refused(
          new Refusal(RefusalReason.INVALID_CREDENTIALS, Optional.empty(), Optional.empty()));
    }
    Optional<LoginQuery> query = logins.resolve(attempt.loginName());
    if (query.isEmpty()) {
      hashes.spendDefaultCost(attempt.password());
      return refused(attempt, RefusalReason.FORWARDED_ADDRESS, Optional.empty());
    }
    Optional<Account> account = accounts.find(query.get());
    return account.isPresent()
        ? authenticate(attempt, account.get())
        : unknownUser(attempt, query.get());
  }

  private AuthenticationOutcome unknownUser(LoginAttempt attempt, LoginQuery query) {
    CounterReading failures = limiter.countFailure(query.limiterName(), attempt.remoteIp());
    if (!failures.allowed()) {
      return rateLimited(attempt, Optional.empty(), failures);
    }
    hashes.spendDefaultCost(attempt.password());
    return refused(attempt, RefusalReason.UNKNOWN_USER, Optional.empty());
  }

  private AuthenticationOutcome authenticate(LoginAttempt attempt, Account account) {
    ApplicationPasswordMatch match = applicationPasswords.match(account.id(), attempt.password());
    Optional<ApplicationPassword> usable = match.usable();
    // The right application password is let in above the limit too, so that nobody can lock out a
    // user's devices by trying passwords.
    CounterReading failures =
        usable.isPresent()
            ? CounterReading.untouched()
            : limiter.check(account.id().toHexString(), attempt.remoteIp());
    if (!failures.allowed()) {
      return rateLimited(attempt, Optional.of(account.id()), failures);
    }
    Optional<RefusalReason> bar = bar(attempt, account);
    if (bar.isPresent()) {
      return refused(attempt, bar.get(), Optional.of(account.id()));
    }
    if (usable.isPresent()) {
      recorder.applicationLogin(account, usable.get(), attempt.remoteIp(), clock.instant());
      return accepted(attempt, account, usable.map(ApplicationPassword::id));
    }
    return authenticateMaster(attempt, account, match, failures);
  }

  /** Why this account may not be used at all; neither the right nor a wrong password counts. */
  private Optional<RefusalReason> bar(LoginAttempt attempt, Account account) {
    if (account.isDisabled() || account.isSuspended()) {
      String result = account.isDisabled() ? AuthEvent.DISABLED : AuthEvent.SUSPENDED;
      recorder.event(AuthEvent.barred(account, attempt.remoteIp(), Optional.of(result)));
      // The client is told the same as about a wrong password, and after the same time.
      hashes.spendDefaultCost(attempt.password());
      return Optional.of(account.isDisabled() ? RefusalReason.DISABLED : RefusalReason.SUSPENDED);
    }
    if (account.isSmtpDisabled()) {
      recorder.event(AuthEvent.barred(account, attempt.remoteIp(), Optional.empty()));
      return Optional.of(RefusalReason.SCOPE_DISABLED);
    }
    return Optional.empty();
  }

  private AuthenticationOutcome authenticateMaster(
      LoginAttempt attempt,
      Account account,
      ApplicationPasswordMatch application,
      CounterReading failures) {
    Instant now = clock.instant();
    switch (masterPasswords.match(attempt.password(), account, now)) {
      case PERMANENT:
        recorder.renewHash(account, attempt.password());
        if (!account.secondFactors().isEmpty()) {
          return outOfScope(
              attempt, account, AuthEvent.MASTER, RefusalReason.INVALID_SCOPE_SECOND_FACTOR);
        }
        recorder.masterLogin(account, attempt.remoteIp(), now);
        forgetFailures(account, failures);
        return accepted(attempt, account, Optional.empty());
      case TEMPORARY:
        return outOfScope(
            attempt, account, AuthEvent.TEMPORARY, RefusalReason.INVALID_SCOPE_TEMPORARY_PASSWORD);
      case TEMPORARY_NOT_ACTIVE:
        return failed(attempt, account, RefusalReason.TEMPORARY_PASSWORD_NOT_ACTIVE);
      case UNVERIFIABLE:
        return failed(attempt, account, RefusalReason.UNSUPPORTED_HASH);
      case NONE:
        return noMatch(attempt, account, application);
    }
    throw new IllegalStateException("Unknown match");
  }

  private AuthenticationOutcome outOfScope(
      LoginAttempt attempt, Account account, String source, RefusalReason reason) {
    recorder.event(
        AuthEvent.master(
            account, attempt.remoteIp(), AuthEvent.FAIL, source, account.secondFactors()));
    return failed(attempt, account, reason);
  }

  private AuthenticationOutcome noMatch(
      LoginAttempt attempt, Account account, ApplicationPasswordMatch application) {
    String ip = attempt.remoteIp();
    Optional<ApplicationPassword> outOfScope = application.outOfScope();
    if (outOfScope.isPresent()) {
      recorder.event(AuthEvent.application(account, ip, AuthEvent.FAIL, outOfScope.get()));
      return failed(attempt, account, RefusalReason.INVALID_SCOPE_APPLICATION_PASSWORD);
    }
    if (application.isUnverifiable()) {
      return failed(attempt, account, RefusalReason.UNSUPPORTED_HASH);
    }
    recorder.event(AuthEvent.master(account, ip, AuthEvent.FAIL, AuthEvent.MASTER, List.of()));
    return failed(attempt, account, RefusalReason.WRONG_PASSWORD);
  }

  private void forgetFailures(Account account, CounterReading failures) {
    if (failures.value() == 0) {
      return;
    }
    try {
      limiter.reset(account.id().toHexString());
    } catch (TemporaryFailureException e) {
      LOG.warn("Cannot reset the failed logins of user {}", account.id(), e);
    }
  }

  private AuthenticationOutcome accepted(
      LoginAttempt attempt, Account account, Optional<ObjectId> applicationPassword) {
    AuthenticatedUser user =
        new AuthenticatedUser(
            account,
            SessionIdentity.of(account.username(), attempt.loginName()),
            applicationPassword);
    LOG.info(
        "AUTHOK user={} id={} login=\"{}\" type={} ip={}",
        user.username(),
        user.id(),
        attempt.loginName(),
        user.passwordType().label(),
        attempt.remoteIp());
    return AuthenticationOutcome.accepted(user);
  }

  private AuthenticationOutcome failed(
      LoginAttempt attempt, Account account, RefusalReason reason) {
    limiter.countFailure(account.id().toHexString(), attempt.remoteIp());
    return refused(attempt, reason, Optional.of(account.id()));
  }

  private AuthenticationOutcome rateLimited(
      LoginAttempt attempt, Optional<ObjectId> user, CounterReading failures) {
    return refused(attempt, new Refusal(RefusalReason.RATE_LIMITED, user, failures.startsAnewIn()));
  }

  private AuthenticationOutcome refused(
      LoginAttempt attempt, RefusalReason reason, Optional<ObjectId> user) {
    return refused(attempt, new Refusal(reason, user, Optional.empty()));
  }

  private AuthenticationOutcome refused(LoginAttempt attempt, Refusal refusal) {
    LOG.info(
        "AUTHFAIL reason={} login=\"{}\" ip={}",
        refusal.reason(),
        attempt.loginName(),
        attempt.remoteIp());
    return AuthenticationOutcome.refused(refusal);
  }
}
