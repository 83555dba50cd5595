package email.wildduck.james.smtp.tls;

import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CertSelector;
import java.util.EnumSet;
import java.util.Optional;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.protocols.lib.SslConfig;

/** Whom a port trusts that asks its clients for certificates: {@code <tls><clientAuth>}. */
final class ClientTrust {
  private ClientTrust() {}

  /** Empty when no trust store is named; then it is the platform's, as in James. */
  static Optional<TrustManager[]> of(SslConfig config, FileSystem files)
      throws IOException, GeneralSecurityException {
    if (config.getTruststore() == null) {
      return Optional.empty();
    }
    File file = files.getFile(config.getTruststore());
    KeyStore store = KeyStore.getInstance(file, config.getTruststoreSecret());
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    if (config.ocspCRLChecksEnabled()) {
      factory.init(new CertPathTrustManagerParameters(withRevocation(store)));
    } else {
      factory.init(store);
    }
    return Optional.of(factory.getTrustManagers());
  }

  private static PKIXBuilderParameters withRevocation(KeyStore store)
      throws GeneralSecurityException {
    PKIXRevocationChecker checker =
        (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
    checker.setOptions(EnumSet.of(PKIXRevocationChecker.Option.NO_FALLBACK));
    PKIXBuilderParameters parameters = new PKIXBuilderParameters(store, new X509CertSelector());
    parameters.addCertPathChecker(checker);
    return parameters;
  }
}
