package email.wildduck.james.delivery.connect;

import email.wildduck.james.delivery.attempt.TlsaRecord;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares certificates with one TLSA record (RFC 6698 §2.1). Immutable. */
final class TlsaMatch {
  private static final String[] DIGESTS = {"", "SHA-256", "SHA-512"};
  private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA");

  private final TlsaRecord record;

  TlsaMatch(TlsaRecord record) {
    this.record = record;
  }

  boolean matches(X509Certificate certificate) throws CertificateException {
    byte[] chosen =
        record.isOfKey() ? certificate.getPublicKey().getEncoded() : certificate.getEncoded();
    return MessageDigest.isEqual(digest(chosen), record.data());
  }

  private byte[] digest(byte[] chosen) throws CertificateException {
    if (record.matching() == 0) {
      return chosen;
    }
    try {
      return MessageDigest.getInstance(DIGESTS[record.matching()]).digest(chosen);
    } catch (GeneralSecurityException e) {
      throw new CertificateException("no digest for " + record, e);
    }
  }

  /**
   * The authorities that the record names: those that the peer has shown, and the one that is in
   * the record as a whole, which need not be shown (RFC 7671 §5.2).
   *
   * @param chain the peer's own certificate first
   */
  List<TrustAnchor> anchorsOf(List<X509Certificate> chain) throws CertificateException {
    List<TrustAnchor> anchors = new ArrayList<>();
    for (X509Certificate authority : chain.subList(1, chain.size())) {
      if (matches(authority)) {
        anchors.add(new TrustAnchor(authority, null));
      }
    }
    if (record.matching() == 0 && record.isOfKey()) {
      Optional<PublicKey> key = key();
      // A bare key has no name: it may have signed any of them.
      key.ifPresent(
          found ->
              chain.forEach(
                  link ->
                      anchors.add(new TrustAnchor(link.getIssuerX500Principal(), found, null))));
    } else if (record.matching() == 0) {
      certificate().ifPresent(found -> anchors.add(new TrustAnchor(found, null)));
    }
    return anchors;
  }

  private Optional<X509Certificate> certificate() {
    try {
      return Optional.of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(record.data())));
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  private Optional<PublicKey> key() {
    return KEY_TYPES.stream().map(this::key).flatMap(Optional::stream).findFirst();
  }

  /** Empty when it is not of this type, or the runtime does not know the type. */
  private Optional<PublicKey> key(String type) {
    try {
      return Optional.of(
          KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(record.data())));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }
}
