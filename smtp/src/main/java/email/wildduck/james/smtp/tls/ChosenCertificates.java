package email.wildduck.james.smtp.tls;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import email.wildduck.james.core.cert.CertificateChoice;
import email.wildduck.james.core.cert.ServerCertificate;
import email.wildduck.james.core.cert.ServerName;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.StandardConstants;

/**
 * What was chosen for the handshakes that are going on. JSSE asks several times in one handshake,
 * and by an alias only for the key and the chain, so that they have to stay the same when a
 * certificate is renewed in between. Thread-safe.
 */
final class ChosenCertificates {
  /** Far more than there can be between the question for an alias and those for key and chain. */
  private static final int MAX_ALIASES = 10_000;

  private final CertificateChoice choice;
  private final Cache<SSLEngine, List<ServerCertificate>> byEngine =
      CacheBuilder.newBuilder().weakKeys().build();
  private final Cache<String, ServerCertificate> byAlias =
      CacheBuilder.newBuilder().maximumSize(MAX_ALIASES).build();

  ChosenCertificates(CertificateChoice choice) {
    this.choice = choice;
  }

  /** The alias of the certificate for a handshake, if it has one with that kind of key. */
  Optional<String> alias(SSLEngine engine, String keyType) {
    Optional<ServerCertificate> chosen =
        chosenFor(engine).stream()
            .filter(certificate -> certificate.keyType().equals(keyType))
            .findFirst();
    chosen.ifPresent(certificate -> byAlias.put(certificate.id(), certificate));
    return chosen.map(ServerCertificate::id);
  }

  Optional<ServerCertificate> byAlias(String alias) {
    return Optional.ofNullable(byAlias.getIfPresent(alias));
  }

  /** A handshake has one thread at a time, so nothing has to be locked while the choice is made. */
  private List<ServerCertificate> chosenFor(SSLEngine engine) {
    List<ServerCertificate> known = byEngine.getIfPresent(engine);
    if (known != null) {
      return known;
    }
    List<ServerCertificate> chosen = choice.choose(requestedName(engine.getHandshakeSession()));
    byEngine.put(engine, chosen);
    return chosen;
  }

  private static Optional<ServerName> requestedName(SSLSession session) {
    if (!(session instanceof ExtendedSSLSession)) {
      return Optional.empty();
    }
    return ((ExtendedSSLSession) session)
        .getRequestedServerNames().stream()
            .filter(name -> name.getType() == StandardConstants.SNI_HOST_NAME)
            .findFirst()
            .flatMap(ChosenCertificates::hostName);
  }

  private static Optional<ServerName> hostName(SNIServerName name) {
    try {
      return ServerName.of(new SNIHostName(name.getEncoded()).getAsciiName());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
