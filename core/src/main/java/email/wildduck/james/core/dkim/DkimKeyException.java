package email.wildduck.james.core.dkim;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.error.SmtpReply;

/**
 * There is a DKIM key for a domain, but it cannot be used: it cannot be decrypted, is no private
 * key, or is too weak. The message waits until the key has been put right; it is never sent
 * unsigned in silence, as ZoneMTA does. The text names domain and selector and no key material.
 */
public class DkimKeyException extends SmtpException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the key. */
  public DkimKeyException(String message) {
    super(SmtpReply.temporaryFailure(), message);
  }

  /** What is wrong with the key, and what told so. */
  public DkimKeyException(String message, Throwable cause) {
    super(SmtpReply.temporaryFailure(), message, cause);
  }

  /** The failure that the key of that domain and selector cannot be used because of another one. */
  static DkimKeyException about(String domain, String selector, SmtpException cause) {
    return new DkimKeyException(
        "DKIM key " + selector + "._domainkey." + domain + ": " + cause.getMessage(), cause);
  }
}
