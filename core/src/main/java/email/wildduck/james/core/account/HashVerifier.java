package email.wildduck.james.core.account;

import email.wildduck.james.core.password.PasswordHashes;
import email.wildduck.james.core.password.UnsupportedHashException;
import email.wildduck.james.core.password.VerifiedPasswords;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies stored hashes; what cannot be verified is reported to the log and to the caller. */
final class HashVerifier {
  /** Whether a password matched. */
  enum Verdict {
    MATCH,
    NO_MATCH,
    UNVERIFIABLE
  }

  private static final Logger LOG = LoggerFactory.getLogger(HashVerifier.class);

  private final PasswordHashes hashes;
  private final VerifiedPasswords verified;

  HashVerifier(PasswordHashes hashes, VerifiedPasswords verified) {
    this.hashes = hashes;
    this.verified = verified;
  }

  /** Whether the password was verified against that very hash a moment ago. Takes no time. */
  boolean isKnown(String password, String hash) {
    return verified.contains(password, hash);
  }

  /**
   * @param user whose hash it is, for the log
   */
  Verdict verify(String password, String hash, ObjectId user) {
    if (isKnown(password, hash)) {
      return Verdict.MATCH;
    }
    try {
      if (!hashes.matches(password, hash)) {
        return Verdict.NO_MATCH;
      }
      verified.add(password, hash);
      return Verdict.MATCH;
    } catch (UnsupportedHashException e) {
      LOG.warn("A password of user {} cannot be verified: {}", user, e.getMessage());
      return Verdict.UNVERIFIABLE;
    }
  }
}
