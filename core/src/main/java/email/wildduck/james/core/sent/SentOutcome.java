package email.wildduck.james.core.sent;

import java.util.Objects;

/** What became of an attempt to store a copy. Immutable. */
final class SentOutcome {
  /** What there is to do with the copy now. */
  enum Kind {
    /** It is in the folder. */
    STORED,
    /** It is not needed, or not wanted any more. */
    SKIPPED,
    /** It never will be in the folder. */
    FAILED,
    /** It has to be tried again. */
    RETRY,
    /** The same, and the attempt may have stored it nevertheless. */
    UNKNOWN,
    /** It has to be tried again, and only an administrator can make that succeed. */
    MISCONFIGURED
  }

  private final Kind kind;
  private final long uid;
  private final String reason;

  private SentOutcome(Kind kind, long uid, String reason) {
    this.kind = kind;
    this.uid = uid;
    this.reason = Objects.requireNonNull(reason);
  }

  static SentOutcome stored(long uid) {
    return new SentOutcome(Kind.STORED, uid, "");
  }

  static SentOutcome of(Kind kind, String reason) {
    return new SentOutcome(kind, 0, reason);
  }

  Kind kind() {
    return kind;
  }

  long uid() {
    return uid;
  }

  String reason() {
    return reason;
  }
}
