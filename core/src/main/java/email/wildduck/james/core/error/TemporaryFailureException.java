package email.wildduck.james.core.error;

/**
 * Something that WildDuck's mail system needs could not be reached or did not answer in time.
 * Answered with {@code 451 4.3.0} at the door and with a deferral in the queue.
 */
public class TemporaryFailureException extends SmtpException {
  private static final long serialVersionUID = 1L;

  /** A failure that no exception announced. */
  public TemporaryFailureException(String message) {
    super(SmtpReply.temporaryFailure(), message);
  }

  /** A failure and what caused it. */
  public TemporaryFailureException(String message, Throwable cause) {
    super(SmtpReply.temporaryFailure(), message, cause);
  }
}
