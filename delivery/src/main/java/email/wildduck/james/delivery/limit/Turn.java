package email.wildduck.james.delivery.limit;

import java.time.Duration;
import java.util.Objects;

/** Whose turn it is. Immutable. */
final class Turn {
  private final boolean given;
  private final Duration delay;

  private Turn(boolean given, Duration delay) {
    this.given = given;
    this.delay = Objects.requireNonNull(delay);
  }

  /** It is the caller's, after that wait. */
  static Turn after(Duration delay) {
    return new Turn(true, delay);
  }

  /** It is not, and will be at the earliest after that wait. */
  static Turn notBefore(Duration delay) {
    return new Turn(false, delay);
  }

  boolean isGiven() {
    return given;
  }

  Duration delay() {
    return delay;
  }
}
