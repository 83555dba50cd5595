package email.wildduck.james.core.limits;

import java.time.Duration;

/** Recipients of one user that are to be added to Redis as one. Immutable. */
final class LateBatch {
  private final String id;
  private final long recipients;
  private final Duration windowLeft;

  LateBatch(String id, long recipients, Duration windowLeft) {
    this.id = id;
    this.recipients = recipients;
    this.windowLeft = windowLeft;
  }

  /** What no other batch has. */
  String id() {
    return id;
  }

  long recipients() {
    return recipients;
  }

  /** How much is left of the 24 hours since the first of them; more than a second. */
  Duration windowLeft() {
    return windowLeft;
  }
}
