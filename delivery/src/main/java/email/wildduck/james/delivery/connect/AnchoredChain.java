package email.wildduck.james.delivery.connect;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/** Checks that a chain of certificates leads to one of some authorities (RFC 5280 §6). */
final class AnchoredChain {
  private static final int LONGEST = 10;
  private static final List<String> SERVER_PURPOSES = List.of("1.3.6.1.5.5.7.3.1", "2.5.29.37.0");

  private final Set<TrustAnchor> anchors;

  /**
   * @param anchors at least one
   */
  AnchoredChain(Set<TrustAnchor> anchors) {
    this.anchors = anchors;
  }

  /** Signatures, dates, constraints, and whether the first one is for a server. */
  void verify(List<X509Certificate> chain) throws CertificateException {
    if (chain.size() > LONGEST) {
      throw new CertificateException("the peer has shown " + chain.size() + " certificates");
    }
    try {
      X509CertSelector own = new X509CertSelector();
      own.setCertificate(chain.get(0));
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, own);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
      parameters.setRevocationEnabled(false);
      parameters.setMaxPathLength(LONGEST);
      var unused = CertPathBuilder.getInstance("PKIX").build(parameters);
    } catch (GeneralSecurityException e) {
      throw new CertificateException(
          "no valid chain to the authority of a TLSA record: " + e.getMessage(), e);
    }
    List<String> purposes = chain.get(0).getExtendedKeyUsage();
    if (purposes != null && purposes.stream().noneMatch(SERVER_PURPOSES::contains)) {
      throw new CertificateException("the certificate is not for a server");
    }
  }
}
