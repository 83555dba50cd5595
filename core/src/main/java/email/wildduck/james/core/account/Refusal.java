package email.wildduck.james.core.account;

import email.wildduck.james.core.limits.CounterReading;
import java.time.Duration;
import java.util.Optional;
import org.bson.types.ObjectId;

/** A login that was refused. */
public final class Refusal {
  private final RefusalReason reason;
  private final Optional<ObjectId> user;
  private final Optional<Duration> retryAfter;

  private Refusal(RefusalReason reason, Optional<ObjectId> user, Optional<Duration> retryAfter) {
    this.reason = reason;
    this.user = user;
    this.retryAfter = retryAfter;
  }

  static AuthenticationOutcome of(RefusalReason reason) {
    return AuthenticationOutcome.refused(new Refusal(reason, Optional.empty(), Optional.empty()));
  }

  static AuthenticationOutcome of(RefusalReason reason, Account account) {
    return AuthenticationOutcome.refused(
        new Refusal(reason, Optional.of(account.id()), Optional.empty()));
  }

  static AuthenticationOutcome rateLimited(Optional<ObjectId> user, CounterReading failures) {
    return AuthenticationOutcome.refused(
        new Refusal(RefusalReason.RATE_LIMITED, user, failures.startsAnewIn()));
  }

  public RefusalReason reason() {
    return reason;
  }

  /** The user the name belongs to, if there is one; for logs, not for the client. */
  public Optional<ObjectId> user() {
    return user;
  }

  /**
   * When {@link RefusalReason#RATE_LIMITED}: the time until the failures are forgotten, if known.
   */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
