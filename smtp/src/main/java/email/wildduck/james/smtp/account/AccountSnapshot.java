package email.wildduck.james.smtp.account;

import email.wildduck.james.core.from.SenderAccount;
import java.time.Duration;
import java.time.Instant;

/** An account as it was at a moment. Immutable. */
final class AccountSnapshot {
  private static final Duration MAX_AGE = Duration.ofSeconds(1);

  private final SenderAccount account;
  private final Instant read;

  AccountSnapshot(SenderAccount account, Instant read) {
    this.account = account;
    this.read = read;
  }

  SenderAccount account() {
    return account;
  }

  /** Whether it may still be used; not when the clock was put back. */
  boolean isFreshAt(Instant now) {
    return !now.isBefore(read) && !now.isAfter(read.plus(MAX_AGE));
  }
}
