package email.wildduck.james.core.account;

import email.wildduck.james.core.password.PasswordHashes;
import email.wildduck.james.core.password.UnsupportedHashException;
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

  HashVerifier(PasswordHashes hashes) {
    this.hashes = hashes;
  }

  /**
   * @param user whose hash it is, for the log
   */
  Verdict verify(String password, String hash, ObjectId user) {
    try {
      return hashes.matches(password, hash) ? Verdict.MATCH : Verdict.NO_MATCH;
    } catch (UnsupportedHashException e) {
      LOG.warn("A password of user {} cannot be verified: {}", user, e.getMessage());
      return Verdict.UNVERIFIABLE;
    }
  }
}
