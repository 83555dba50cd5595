package email.wildduck.james.delivery.connect;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Which certificate authorities vouch for a host. Immutable. */
public final class TlsTrust {
  private final X509ExtendedTrustManager manager;

  private TlsTrust(X509ExtendedTrustManager manager) {
    this.manager = manager;
  }

  /** Those of the Java runtime, or of the store that its system properties name. */
  public static TlsTrust ofSystem() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return of(factory);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no trusted certificates", e);
    }
  }

  /**
   * Those of an initialised factory.
   *
   * @throws IllegalArgumentException when it has no manager for X.509
   */
  public static TlsTrust of(TrustManagerFactory factory) {
    return new TlsTrust(
        Arrays.stream(factory.getTrustManagers())
            .filter(X509ExtendedTrustManager.class::isInstance)
            .map(X509ExtendedTrustManager.class::cast)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no trust manager for X.509")));
  }

  X509ExtendedTrustManager manager() {
    return manager;
  }
}
