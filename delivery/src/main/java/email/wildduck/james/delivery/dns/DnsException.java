package email.wildduck.james.delivery.dns;

/** DNS gave no answer: the same question may be answered later. */
public final class DnsException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A failure that no exception announced. */
  public DnsException(String message) {
    super(message);
  }

  /** A failure and what caused it. */
  public DnsException(String message, Throwable cause) {
    super(message, cause);
  }
}
