package email.wildduck.james.core.account;

import email.wildduck.james.core.limits.CounterReading;
import email.wildduck.james.core.limits.TestReadings;
import java.time.Duration;
import java.util.Optional;

/** Refusals without a login, for tests of what is answered to them. */
public final class TestRefusals {
  private TestRefusals() {}

  /** A refusal that knows nothing but its reason. */
  public static Refusal of(RefusalReason reason) {
    return Refusal.of(reason).refusal().orElseThrow();
  }

  /** A refusal after too many failures, which are forgotten after that time. */
  public static Refusal rateLimited(Duration retryAfter) {
    CounterReading failures = TestReadings.refusedFor(retryAfter);
    return Refusal.rateLimited(Optional.empty(), failures).refusal().orElseThrow();
  }
}
