package email.wildduck.james.core.api;

import java.util.Objects;

/** A call of WildDuck's HTTP API did not succeed. The message is one line, meant for the log. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ApiFailure failure;

  /** What an answer said. */
  public ApiException(ApiFailure failure, String message) {
    super(message);
    this.failure = Objects.requireNonNull(failure);
  }

  /** Why there was no answer. */
  public ApiException(ApiFailure failure, String message, Throwable cause) {
    super(message, cause);
    this.failure = Objects.requireNonNull(failure);
  }

  /** What kind of failure this is. */
  public ApiFailure failure() {
    return failure;
  }
}
