package email.wildduck.james.core.account;

import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.limits.CounterReading;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides about a login to an account that exists. The order of the steps is WildDuck's. */
final class AccountLogin {
  private static final Logger LOG = LoggerFactory.getLogger(AccountLogin.class);

  private final ApplicationPasswords applicationPasswords;
  private final MasterPasswords masterPasswords;
  private final FailedLoginLimiter limiter;
  private final HashRenewal renewal;
  private final LoginJournal journal;
  private final Clock clock;

  AccountLogin(
      ApplicationPasswords applicationPasswords,
      MasterPasswords masterPasswords,
      FailedLoginLimiter limiter,
      HashRenewal renewal,
      LoginJournal journal,
      Clock clock) {
    this.applicationPasswords = applicationPasswords;
    this.masterPasswords = masterPasswords;
    this.limiter = limiter;
    this.renewal = renewal;
    this.journal = journal;
    this.clock = clock;
  }

  AuthenticationOutcome decide(LoginAttempt attempt, Account account) {
    ApplicationPasswordMatch match = applicationPasswords.match(account.id(), attempt.password());
    Optional<ApplicationPassword> usable = match.usable();
    // The right application password is let in above the limit too, so that nobody can lock out a
    // user's devices by trying passwords.
    CounterReading failures =
        usable.isPresent()
            ? CounterReading.untouched()
            : limiter.check(account.id().toHexString(), attempt.remoteIp());
    if (!failures.allowed()) {
      return Refusal.rateLimited(Optional.of(account.id()), failures);
    }
    Optional<RefusalReason> bar = bar(attempt, account);
    if (bar.isPresent()) {
      return Refusal.of(bar.get(), account);
    }
    if (usable.isPresent()) {
      journal.accepted(
          AcceptedLogins.application(account, usable.get(), attempt.remoteIp(), clock.instant()));
      return AuthenticatedUser.accepted(
          account, attempt.loginName(), usable.map(ApplicationPassword::id));
    }
    return master(attempt, account, match, failures);
  }

  /** Why this account may not be used at all; neither the right nor a wrong password counts. */
  private Optional<RefusalReason> bar(LoginAttempt attempt, Account account) {
    Optional<RefusalReason> reason = account.bar();
    reason.ifPresent(
        r -> {
          journal.refused(AuthEvent.barred(account, attempt.remoteIp(), r));
          // Most are answered like a wrong password, so they must take as long.
          masterPasswords.spendDefaultCost(attempt.password());
        });
    return reason;
  }

  private AuthenticationOutcome master(
      LoginAttempt attempt,
      Account account,
      ApplicationPasswordMatch application,
      CounterReading failures) {
    Instant now = clock.instant();
    switch (masterPasswords.match(attempt.password(), account, now)) {
      case PERMANENT:
        renewal.renew(account, attempt.password());
        if (!account.secondFactors().isEmpty()) {
          return outOfScope(
              attempt, account, AuthEvent.MASTER, RefusalReason.INVALID_SCOPE_SECOND_FACTOR);
        }
        journal.accepted(AcceptedLogins.master(account, attempt.remoteIp(), now));
        forgetFailures(account, failures);
        return AuthenticatedUser.accepted(account, attempt.loginName(), Optional.empty());
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
    throw new IllegalStateException("Every match is handled above");
  }

  private AuthenticationOutcome outOfScope(
      LoginAttempt attempt, Account account, String source, RefusalReason reason) {
    journal.refused(
        AuthEvent.master(
            account, attempt.remoteIp(), AuthEvent.FAIL, source, account.secondFactors()));
    return failed(attempt, account, reason);
  }

  private AuthenticationOutcome noMatch(
      LoginAttempt attempt, Account account, ApplicationPasswordMatch application) {
    String ip = attempt.remoteIp();
    Optional<ApplicationPassword> outOfScope = application.outOfScope();
    if (outOfScope.isPresent()) {
      journal.refused(AuthEvent.application(account, ip, AuthEvent.FAIL, outOfScope.get()));
      return failed(attempt, account, RefusalReason.INVALID_SCOPE_APPLICATION_PASSWORD);
    }
    if (application.isUnverifiable()) {
      return failed(attempt, account, RefusalReason.UNSUPPORTED_HASH);
    }
    journal.refused(AuthEvent.master(account, ip, AuthEvent.FAIL, AuthEvent.MASTER, List.of()));
    return failed(attempt, account, RefusalReason.WRONG_PASSWORD);
  }

  private AuthenticationOutcome failed(
      LoginAttempt attempt, Account account, RefusalReason reason) {
    limiter.countFailure(account.id().toHexString(), attempt.remoteIp());
    return Refusal.of(reason, account);
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
}
