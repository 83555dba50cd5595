package email.wildduck.james.core.account;

import email.wildduck.james.core.account.HashVerifier.Verdict;
import email.wildduck.james.core.password.PasswordHashes;
import java.time.Instant;
import java.util.Optional;

/** Compares a presented password with the temporary and the permanent password of an account. */
final class MasterPasswords {
  /** Which password it was. */
  enum Match {
    /** The permanent password. */
    PERMANENT,
    /** A temporary password within its day. */
    TEMPORARY,
    /** A temporary password that is not valid yet. */
    TEMPORARY_NOT_ACTIVE,
    /** None. */
    NONE,
    /** None, and a stored hash could not be verified. */
    UNVERIFIABLE
  }

  private final HashVerifier verifier;
  private final PasswordHashes hashes;

  MasterPasswords(HashVerifier verifier, PasswordHashes hashes) {
    this.verifier = verifier;
    this.hashes = hashes;
  }

  /** Takes as long as comparing a password. */
  void spendDefaultCost(String password) {
    hashes.spendDefaultCost(password);
  }

  /** The temporary password is compared first; an account without any takes as long. */
  Match match(String password, Account account, Instant now) {
    Optional<TemporaryPassword> temporary =
        account.temporaryPassword().filter(t -> !t.isExpired(now));
    if (temporary.isEmpty() && account.passwordHash().isEmpty()) {
      spendDefaultCost(password);
      return Match.NONE;
    }
    Optional<Verdict> first = temporary.map(t -> verifier.verify(password, t.hash(), account.id()));
    if (first.filter(Verdict.MATCH::equals).isPresent()) {
      return temporary.get().isActive(now) ? Match.TEMPORARY : Match.TEMPORARY_NOT_ACTIVE;
    }
    Optional<Verdict> second =
        account.passwordHash().map(hash -> verifier.verify(password, hash, account.id()));
    if (second.filter(Verdict.MATCH::equals).isPresent()) {
      return Match.PERMANENT;
    }
    boolean unverifiable =
        first.filter(Verdict.UNVERIFIABLE::equals).isPresent()
            || second.filter(Verdict.UNVERIFIABLE::equals).isPresent();
    return unverifiable ? Match.UNVERIFIABLE : Match.NONE;
  }
}
