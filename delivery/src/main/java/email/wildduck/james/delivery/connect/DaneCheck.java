package email.wildduck.james.delivery.connect;

import email.wildduck.james.delivery.attempt.DaneTerms;
import email.wildduck.james.delivery.attempt.TlsaRecord;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Has TLSA records vouch (RFC 7671 §5). A record for the host's own certificate (usage 3) makes it
 * valid whatever its names and dates are; one for an authority (usage 2) asks for a valid chain
 * from that authority and for one of the names.
 */
final class DaneCheck extends PeerCheck {
  private final DaneTerms terms;

  DaneCheck(DaneTerms terms) {
    super(true);
    this.terms = terms;
  }

  @Override
  void verify(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
    if (chain.length == 0) {
      throw new CertificateException("the peer has shown no certificate");
    }
    for (TlsaRecord record : terms.records()) {
      if (record.usage() == TlsaRecord.DANE_EE && new TlsaMatch(record).matches(chain[0])) {
        return;
      }
    }
    throughAuthority(Arrays.asList(chain));
  }

  private void throughAuthority(List<X509Certificate> chain) throws CertificateException {
    Set<TrustAnchor> anchors = new LinkedHashSet<>();
    for (TlsaRecord record : terms.records()) {
      if (record.usage() == TlsaRecord.DANE_TA) {
        anchors.addAll(new TlsaMatch(record).anchorsOf(chain));
      }
    }
    if (anchors.isEmpty()) {
      throw new CertificateException("no TLSA record of " + terms.baseDomain() + " matches");
    }
    new AnchoredChain(anchors).verify(chain);
    if (!new CertificateNames(chain.get(0)).hasAny(terms.names())) {
      throw new CertificateException("the certificate is for none of " + terms.names());
    }
  }
}
