package email.wildduck.james.core.store;

import email.wildduck.james.core.error.TemporaryFailureException;

/** MongoDB or Redis cannot be used. The message names it by its element in the configuration. */
public final class StoreUnavailableException extends TemporaryFailureException {
  private static final long serialVersionUID = 1L;

  /** Which store, and why. */
  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
