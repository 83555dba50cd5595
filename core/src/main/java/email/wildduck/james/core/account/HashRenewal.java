package email.wildduck.james.core.account;

import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.password.HashAlgorithm;
import email.wildduck.james.core.password.PasswordHashes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replaces old-fashioned hashes of passwords that were right. */
final class HashRenewal {
  private static final Logger LOG = LoggerFactory.getLogger(HashRenewal.class);

  private final AccountRepository accounts;
  private final PasswordHashes hashes;

  HashRenewal(AccountRepository accounts, PasswordHashes hashes) {
    this.accounts = accounts;
    this.hashes = hashes;
  }

  /**
   * Replaces an old-fashioned hash by a new one of the same password, which must be the permanent
   * one: WildDuck does it with a temporary password too and so loses the permanent one. A write
   * that fails is logged and changes nothing about the login, as in WildDuck.
   */
  void renew(Account account, String password) {
    account
        .passwordHash()
        .filter(hashes::shouldRehash)
        .filter(old -> isReplaced(account, old, password))
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

  private boolean isReplaced(Account account, String old, String password) {
    try {
      return accounts.replaceHash(account.id(), old, hashes.hash(password));
    } catch (TemporaryFailureException e) {
      LOG.warn("Cannot renew the password hash of user {}", account.id(), e);
      return false;
    }
  }
}
