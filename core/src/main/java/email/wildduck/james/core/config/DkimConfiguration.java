package email.wildduck.james.core.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code <dkim>}: how the keys in WildDuck's database are opened, and what is signed with them. */
public final class DkimConfiguration {
  /** What becomes of a message whose key cannot be used. */
  public enum OnUnusableKey {
    /** It waits until the key has been put right. */
    DEFER,
    /** It is sent without that signature, which is logged and counted. */
    UNSIGNED
  }

  private final Optional<String> secret;
  private final Optional<String> cipher;
  private final List<DkimKeyConfiguration> keys;
  private final boolean signTransportDomain;
  private final OnUnusableKey onUnusableKey;

  private DkimConfiguration(ConfigReader reader) {
    secret = reader.text("secret");
    cipher = reader.text("cipher");
    keys =
        reader.child("keys").knowing("key").all("key").stream()
            .map(DkimKeyConfiguration::read)
            .collect(Collectors.toUnmodifiableList());
    signTransportDomain = reader.flag("signTransportDomain", false);
    onUnusableKey =
        reader.value("onUnusableKey", DkimConfiguration::onUnusableKey).orElse(OnUnusableKey.DEFER);
  }

  static DkimConfiguration read(ConfigReader section) {
    return new DkimConfiguration(
        section.knowing("secret", "cipher", "keys", "signTransportDomain", "onUnusableKey"));
  }

  private static OnUnusableKey onUnusableKey(String text) {
    switch (text) {
      case "defer":
        return OnUnusableKey.DEFER;
      case "unsigned":
        return OnUnusableKey.UNSIGNED;
      default:
        throw new IllegalArgumentException("it must be defer or unsigned");
    }
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

  /** {@code keys/key}: keys beside those in the database. Default: none. */
  public List<DkimKeyConfiguration> keys() {
    return keys;
  }

  /**
   * {@code signTransportDomain}: whether the name of the address that mail is sent from signs too.
   * Default: false.
   */
  public boolean isTransportDomainSigning() {
    return signTransportDomain;
  }

  /** {@code onUnusableKey}: {@code defer} or {@code unsigned}. Default: defer. */
  public OnUnusableKey onUnusableKey() {
    return onUnusableKey;
  }
}
