package email.wildduck.james.core.crypto;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.error.SmtpReply;

/** A stored value cannot be decrypted: no secret, another secret, or a damaged value. */
public class DecryptionException extends SmtpException {
  private static final long serialVersionUID = 1L;

  /** Why the value cannot be decrypted, in WildDuck's words where it has some. */
  public DecryptionException(String message) {
    super(SmtpReply.temporaryFailure(), message);
  }

  /** Why the value cannot be decrypted, and what told so. */
  public DecryptionException(String message, Throwable cause) {
    super(SmtpReply.temporaryFailure(), message, cause);
  }
}
