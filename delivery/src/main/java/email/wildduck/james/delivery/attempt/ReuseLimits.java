package email.wildduck.james.delivery.attempt;

import java.time.Duration;
import java.util.Objects;

/** How long and how often a connection is used again. Immutable. */
public final class ReuseLimits {
  private static final ReuseLimits STANDARD = new ReuseLimits(Duration.ofSeconds(5), 100);

  private final Duration idle;
  private final int uses;

  /**
   * @param idle the longest that a connection waits for the next message; zero for no reuse
   * @param uses the most messages on one connection, at least 1
   * @throws IllegalArgumentException when one is less than that
   */
  public ReuseLimits(Duration idle, int uses) {
    if (idle.isNegative() || uses < 1) {
      throw new IllegalArgumentException("limits of reuse: " + idle + ", " + uses);
    }
    this.idle = Objects.requireNonNull(idle);
    this.uses = uses;
  }

  /** 5 s and 100 messages, as ZoneMTA. */
  public static ReuseLimits standard() {
    return STANDARD;
  }

  /** The same with at most so many messages on one connection. */
  public ReuseLimits atMost(int messages) {
    return new ReuseLimits(idle, Math.min(uses, messages));
  }

  /** The longest that a connection waits. */
  public Duration idle() {
    return idle;
  }

  /** The most messages on one connection. */
  public int uses() {
    return uses;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReuseLimits
        && uses == ((ReuseLimits) other).uses
        && idle.equals(((ReuseLimits) other).idle);
  }

  @Override
  public int hashCode() {
    return Objects.hash(idle, uses);
  }
}
