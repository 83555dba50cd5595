package email.wildduck.james.server;

import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Amazon Corretto Crypto Provider in front of Java's own: signatures, digests and ciphers of
 * AWS-LC, for DKIM and TLS. What it does not have, and everything where it cannot be loaded
 * (another system than Linux, another processor than its library is for, a folder for temporary
 * files that nothing may be executed from), stays with Java. Signatures and ciphers are the same
 * either way.
 *
 * <p>It is left out with {@code -Dwildduck.nativeCryptography=false} in {@code jvm.options}.
 */
final class NativeCryptography {
  private static final Logger LOGGER = LoggerFactory.getLogger(NativeCryptography.class);
  private static final String SWITCH = "wildduck.nativeCryptography";
  private static final String PROVIDER =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  /** Uses it in this process from now on, if it is wanted and there. */
  void use() {
    if (!Boolean.parseBoolean(System.getProperty(SWITCH, "true"))) {
      LOGGER.info("Cryptography: Java's own ({} is false)", SWITCH);
      return;
    }
    Optional<Provider> provider = provider();
    provider.ifPresent(found -> Security.insertProviderAt(found, 1));
    LOGGER.info(
        "Cryptography: {}",
        provider.map(Provider::toString).orElse("Java's own, there is no library for this system"));
  }

  /** It has no algorithms when its library cannot be loaded. */
  private static Optional<Provider> provider() {
    try {
      return ServiceLoader.load(Provider.class, NativeCryptography.class.getClassLoader()).stream()
          .filter(candidate -> candidate.type().getName().equals(PROVIDER))
          .findFirst()
          .map(ServiceLoader.Provider::get)
          .filter(found -> found.getService("Signature", "SHA256withRSA") != null);
    } catch (ServiceConfigurationError e) {
      LOGGER.warn("The native library for cryptography cannot be used: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
