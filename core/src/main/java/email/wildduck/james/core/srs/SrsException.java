package email.wildduck.james.core.srs;

/** An address that cannot be rewritten or turned back. The text says why and holds no address. */
public final class SrsException extends Exception {
  private static final long serialVersionUID = 1L;

  SrsException(String message) {
    super(message);
  }
}
