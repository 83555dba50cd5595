package email.wildduck.james.delivery.smtp;

/** A connection that was kept has ended meanwhile; nothing of the message has been sent. */
public final class StaleConnectionException extends Exception {
  private static final long serialVersionUID = 1L;

  StaleConnectionException(Throwable cause) {
    super("the connection had ended", cause);
  }

  StaleConnectionException(String message) {
    super(message);
  }
}
