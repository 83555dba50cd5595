package email.wildduck.james.core.config;

import email.wildduck.james.core.address.AddressNormalizer;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * {@code <srs>}: whether the senders of forwarded mail are rewritten, with the names and meanings
 * of the section {@code srs} of ZoneMTA's plugin ({@code spec/delivery.md} §3).
 */
public final class SrsConfiguration {
  private static final String DOMAIN =
      "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final int LONGEST_DOMAIN = 253;

  private final boolean enabled;
  private final String secret;
  private final String rewriteDomain;

  private SrsConfiguration(boolean enabled, String secret, String rewriteDomain) {
    this.enabled = enabled;
    this.secret = secret;
    this.rewriteDomain = rewriteDomain;
  }

  static SrsConfiguration read(ConfigReader section) {
    ConfigReader reader = section.knowing("enabled", "secret", "rewriteDomain");
    boolean enabled = reader.flag("enabled", false);
    Optional<String> secret =
        reader.secret("secret", Predicate.not(String::isBlank), "it must not be blank");
    Optional<String> domain = reader.value("rewriteDomain", SrsConfiguration::domain);
    if (enabled && secret.isEmpty()) {
      throw reader.missing("secret", "the secret by which the MX of rewriteDomain reads addresses");
    }
    if (enabled && domain.isEmpty()) {
      throw reader.missing("rewriteDomain", "the domain that rewritten senders have");
    }
    return new SrsConfiguration(enabled, secret.orElse(""), domain.orElse(""));
  }

  private static String domain(String text) {
    String ascii = AddressNormalizer.asciiDomain(text);
    if (ascii.length() > LONGEST_DOMAIN || !ascii.matches(DOMAIN)) {
      throw new IllegalArgumentException("it must be a domain, for example srs.example.com");
    }
    return ascii;
  }

  /** {@code enabled}. Default: false. */
  public boolean isEnabled() {
    return enabled;
  }

  /** {@code secret}: that of the MX which turns addresses back; empty only when not enabled. */
  public String secret() {
    return secret;
  }

  /**
   * {@code rewriteDomain}: the domain of rewritten senders, in ASCII and lower case; empty only
   * when not enabled.
   */
  public String rewriteDomain() {
    return rewriteDomain;
  }
}
