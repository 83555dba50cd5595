package email.wildduck.james.core.config;

import java.time.Duration;

/** {@code <auth>}: logins. */
public final class AuthConfiguration {
  private static final Duration LONGEST_MEMORY = Duration.ofHours(24);
  private static final int MOST_FAILURES = 1000;

  private final Duration rememberVerified;
  private final int maxFailures;

  private AuthConfiguration(Duration rememberVerified, int maxFailures) {
    this.rememberVerified = rememberVerified;
    this.maxFailures = maxFailures;
  }

  static AuthConfiguration read(ConfigReader section) {
    ConfigReader reader = section.knowing("rememberVerified", "maxFailures");
    AuthConfiguration configuration =
        new AuthConfiguration(
            reader.duration("rememberVerified", Duration.ofMinutes(10)),
            reader.number("maxFailures", 1, MOST_FAILURES).map(Math::toIntExact).orElse(10));
    if (configuration.rememberVerified.compareTo(LONGEST_MEMORY) > 0) {
      throw reader.wrong("rememberVerified", "it must be at most 24h; 0s is never");
    }
    return configuration;
  }

  /**
   * {@code rememberVerified}: for how long a password that was verified need not be hashed again;
   * zero is never. Default: 10 minutes.
   */
  public Duration rememberVerified() {
    return rememberVerified;
  }

  /** {@code maxFailures}: failed AUTHs after which a connection is closed. Default: 10. */
  public int maxFailures() {
    return maxFailures;
  }
}
