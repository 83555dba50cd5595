package email.wildduck.james.smtp.tls;

import email.wildduck.james.core.cert.CertificateChoice;
import email.wildduck.james.core.cert.ServerCertificate;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Gives JSSE the certificate for the name that the client asked for. For engines of servers only;
 * as the interface wants it, what is not there is {@code null}. Thread-safe.
 */
final class SniKeyManager extends X509ExtendedKeyManager {
  private final ChosenCertificates chosen;

  SniKeyManager(CertificateChoice choice) {
    this.chosen = new ChosenCertificates(choice);
  }

  @Override
  public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    return chosen.alias(engine, keyType).orElse(null);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return chosen.byAlias(alias).map(ServerCertificate::privateKey).orElse(null);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return chosen
        .byAlias(alias)
        .map(certificate -> certificate.chain().toArray(X509Certificate[]::new))
        .orElse(null);
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return null;
  }

  @Override
  public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
    return null;
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return null;
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return null;
  }
}
