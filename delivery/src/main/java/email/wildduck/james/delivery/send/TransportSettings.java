package email.wildduck.james.delivery.send;

import email.wildduck.james.delivery.attempt.ReuseLimits;
import email.wildduck.james.delivery.connect.TimeLimits;
import java.util.Objects;

/** How a transport works, whatever it carries. Immutable. */
public final class TransportSettings {
  private static final int MAX_ADDRESSES = 10;

  private final String heloName;
  private final TimeLimits timeLimits;
  private final ReuseLimits reuseLimits;
  private final int maxAddresses;

  private TransportSettings(
      String heloName, TimeLimits timeLimits, ReuseLimits reuseLimits, int maxAddresses) {
    this.heloName = Objects.requireNonNull(heloName);
    this.timeLimits = Objects.requireNonNull(timeLimits);
    this.reuseLimits = Objects.requireNonNull(reuseLimits);
    this.maxAddresses = maxAddresses;
  }

  /**
   * Standard limits.
   *
   * @param heloName the name in EHLO for requests without a source for the address at hand
   */
  public static TransportSettings of(String heloName) {
    return new TransportSettings(
        heloName, TimeLimits.standard(), ReuseLimits.standard(), MAX_ADDRESSES);
  }

  /** With these time limits. */
  public TransportSettings withTimeLimits(TimeLimits limits) {
    return new TransportSettings(heloName, limits, reuseLimits, maxAddresses);
  }

  /** With these limits of reuse. */
  public TransportSettings withReuseLimits(ReuseLimits limits) {
    return new TransportSettings(heloName, timeLimits, limits, maxAddresses);
  }

  /**
   * With so many addresses to be tried in one attempt; by default 10.
   *
   * @throws IllegalArgumentException when it is less than 1
   */
  public TransportSettings withMaxAddresses(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("at least one address is tried");
    }
    return new TransportSettings(heloName, timeLimits, reuseLimits, number);
  }

  /** The name in EHLO. */
  public String heloName() {
    return heloName;
  }

  /** How long a peer may take. */
  public TimeLimits timeLimits() {
    return timeLimits;
  }

  /** How long and how often connections are used again. */
  public ReuseLimits reuseLimits() {
    return reuseLimits;
  }

  /** The most addresses of one attempt. */
  public int maxAddresses() {
    return maxAddresses;
  }
}
