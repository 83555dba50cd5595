package email.wildduck.james.core.config;

import java.time.Duration;

/** {@code <mtaSts>}: whether the MTA-STS policies of domains count (RFC 8461). */
public final class MtaStsConfiguration {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final boolean enabled;
  private final Duration timeout;

  private MtaStsConfiguration(boolean enabled, Duration timeout) {
    this.enabled = enabled;
    this.timeout = timeout;
  }

  static MtaStsConfiguration read(ConfigReader section) {
    ConfigReader reader = section.knowing("enabled", "timeout");
    MtaStsConfiguration configuration =
        new MtaStsConfiguration(
            reader.flag("enabled", true), reader.duration("timeout", Duration.ofSeconds(10)));
    if (configuration.timeout.compareTo(SHORTEST) < 0
        || configuration.timeout.compareTo(LONGEST) > 0) {
      throw reader.wrong("timeout", "it must be from 100ms to 1min");
    }
    return configuration;
  }

  /** {@code enabled}: as ZoneMTA's {@code mtaSts.enabled}. Default: true. */
  public boolean isEnabled() {
    return enabled;
  }

  /** {@code timeout}: the longest wait for a policy. Default: 10 s. */
  public Duration timeout() {
    return timeout;
  }
}
