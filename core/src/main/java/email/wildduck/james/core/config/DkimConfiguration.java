package email.wildduck.james.core.config;

import java.util.Optional;

/** {@code <dkim>}: how the keys in WildDuck's database are opened, and what to do without one. */
public final class DkimConfiguration {
  private final Optional<String> secret;
  private final Optional<String> cipher;

  private DkimConfiguration(Optional<String> secret, Optional<String> cipher) {
    this.secret = secret;
    this.cipher = cipher;
  }

  static DkimConfiguration read(ConfigReader section) {
    ConfigReader reader = section.knowing("secret", "cipher");
    DkimConfiguration configuration =
        new DkimConfiguration(reader.text("secret"), reader.text("cipher"));
    return configuration;
  }

  /**
   * {@code secret}: WildDuck's {@code dkim.secret}; none when the keys are stored in clear text.
   */
  public Optional<String> secret() {
    return secret;
  }

  /** {@code cipher}: WildDuck's {@code dkim.cipher}, for keys of the legacy format. */
  public Optional<String> cipher() {
    return cipher;
  }
}
