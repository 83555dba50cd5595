package email.wildduck.james.delivery.sts;

/** A policy could not be had. The message says why, in printable ASCII. */
public final class StsException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A failure that no exception announced. */
  public StsException(String message) {
    super(message);
  }

  /** A failure and what caused it. */
  public StsException(String message, Throwable cause) {
    super(message, cause);
  }
}
