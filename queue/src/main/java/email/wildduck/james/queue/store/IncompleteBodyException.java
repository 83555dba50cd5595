package email.wildduck.james.queue.store;

import java.io.IOException;

/** A body that is not in the database as a whole, and will not be later either. */
public class IncompleteBodyException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is missing. */
  public IncompleteBodyException(String message) {
    super(message);
  }
}
