package email.wildduck.james.core.account;

import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.password.HashAlgorithm;
import email.wildduck.james.core.password.PasswordHashes;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the books of logins that are decided already. A write that fails is logged and changes
 * nothing about the decision, as in WildDuck.
 */
final class LoginRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(LoginRecorder.class);

  private final AuthLog log;
  private final AccountRepository accounts;
  private final ApplicationPasswords applicationPasswords;
  private final PasswordHashes hashes;

  LoginRecorder(
      AuthLog log,
      AccountRepository accounts,
      ApplicationPasswords applicationPasswords,
      PasswordHashes hashes) {
    this.log = log;
    this.accounts = accounts;
    this.applicationPasswords = applicationPasswords;
    this.hashes = hashes;
  }

  /** Logs an event. */
  Optional<ObjectId> event(AuthEvent event) {
    return tried("log a login of", event.user(), () -> log.record(event));
  }

  /** Logs a login with the account's password and notes it in the account. */
  void masterLogin(Account account, String ip, Instant now) {
    AuthEvent event =
        AuthEvent.master(account, ip, AuthEvent.SUCCESS, AuthEvent.MASTER, account.secondFactors());
    Optional<ObjectId> entry = event(event);
    tried(
        "note the login of",
        account.id(),
        () -> {
          accounts.recordLogin(account.id(), now, entry, ip);
          return Optional.empty();
        });
  }

  /** Logs a login with an application-specific password and notes it there. */
  void applicationLogin(Account account, ApplicationPassword password, String ip, Instant now) {
    Optional<ObjectId> entry =
        event(AuthEvent.application(account, ip, AuthEvent.SUCCESS, password));
    tried(
        "note the password used by",
        account.id(),
        () -> {
          applicationPasswords.recordUse(password, now, entry, ip);
          return Optional.empty();
        });
  }

  /**
   * Replaces an old-fashioned hash by a new one of the same password, which must be the permanent
   * one: WildDuck does it with a temporary password too and so loses the permanent one.
   */
  void renewHash(Account account, String password) {
    Optional<String> old = account.passwordHash().filter(hashes::shouldRehash);
    tried(
            "renew the password hash of",
            account.id(),
            () ->
                old.filter(hash -> accounts.replaceHash(account.id(), hash, hashes.hash(password))))
        .flatMap(HashAlgorithm::of)
        .ifPresent(
            from ->
                Event.of("REHASH")
                    .with("mail_action", "rehash")
                    .with("user", account.id().toHexString())
                    .with("algo_from", from.label())
                    .with("algo_to", HashAlgorithm.PBKDF2.label())
                    .info(LOG));
  }

  private static <T> Optional<T> tried(String what, ObjectId user, Supplier<Optional<T>> write) {
    try {
      return write.get();
    } catch (TemporaryFailureException e) {
      LOG.warn("Cannot {} user {}", what, user, e);
      return Optional.empty();
    }
  }
}
