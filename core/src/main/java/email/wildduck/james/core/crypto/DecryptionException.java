package email.wildduck.james.core.crypto;

import email.wildduck.james.core.error.TemporaryFailureException;

/** A stored value cannot be decrypted: no secret, another secret, or a damaged value. */
public class DecryptionException extends TemporaryFailureException {
  private static final long serialVersionUID = 1L;

  /** Why the value cannot be decrypted, in WildDuck's words where it has some. */
  public DecryptionException(String message) {
    super(message);
  }

  /** Why the value cannot be decrypted, and what told so. */
  public DecryptionException(String message, Throwable cause) {
    super(message, cause);
  }
}
