package email.wildduck.james.queue.store;

/**
 * A delivery that can never be handed out: its file is missing, or a field cannot be read. It is
 * for the consumer to {@link QueueStore#setAside set it aside} and go on.
 */
public class BrokenEntryException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong, for the log and for the field {@code setAside.reason}. */
  public BrokenEntryException(String reason) {
    super(reason);
  }

  /** What is wrong, and the exception that showed it. */
  public BrokenEntryException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
