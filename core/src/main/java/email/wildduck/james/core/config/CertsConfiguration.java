package email.wildduck.james.core.config;

import java.time.Duration;
import java.util.Optional;

/** {@code <certs>}: certificates of WildDuck's database on the submission ports. */
public final class CertsConfiguration {
  private static final Duration SHORTEST_REFRESH = Duration.ofSeconds(1);

  private final boolean enabled;
  private final Optional<String> secret;
  private final Optional<String> cipher;
  private final Duration refresh;

  private CertsConfiguration(
      boolean enabled, Optional<String> secret, Optional<String> cipher, Duration refresh) {
    this.enabled = enabled;
    this.secret = secret;
    this.cipher = cipher;
    this.refresh = refresh;
  }

  static CertsConfiguration read(ConfigReader section) {
    ConfigReader reader = section.knowing("enabled", "secret", "cipher", "refresh");
    Duration refresh = reader.duration("refresh", Duration.ofSeconds(60));
    if (refresh.compareTo(SHORTEST_REFRESH) < 0) {
      throw reader.wrong("refresh", "it must be at least 1s");
    }
    return new CertsConfiguration(
        reader.flag("enabled", true), reader.text("secret"), reader.text("cipher"), refresh);
  }

  /** {@code enabled}: whether the collection {@code certs} is looked into. Default: true. */
  public boolean enabled() {
    return enabled;
  }

  /**
   * {@code secret}: WildDuck's {@code certs.secret}; none when the keys are stored in clear text.
   */
  public Optional<String> secret() {
    return secret;
  }

  /** {@code cipher}: WildDuck's {@code certs.cipher}, for keys of the legacy format. */
  public Optional<String> cipher() {
    return cipher;
  }

  /** {@code refresh}: after which time documents and files are looked at again. Default: 60 s. */
  public Duration refresh() {
    return refresh;
  }
}
