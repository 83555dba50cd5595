package email.wildduck.james.core.cert;

/**
 * A certificate or its key cannot be used. The message is one line that says why, for an
 * administrator; it holds no key material.
 */
public final class BrokenCertificateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why it cannot be used. */
  public BrokenCertificateException(String message) {
    super(message);
  }
}
