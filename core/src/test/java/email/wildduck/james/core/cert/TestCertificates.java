package email.wildduck.james.core.cert;

import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/** Certificates for a clock that stands at {@link #NOW}, as files and as documents. */
final class TestCertificates {
  static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private TestCertificates() {}

  /** Valid at {@link #NOW}, for that many days more. */
  static SelfSignedCertificate forDays(int days, String... names) {
    return with(SelfSignedCertificate.newKeys(), days, names);
  }

  static SelfSignedCertificate with(KeyPair keys, int days, String... names) {
    return SelfSignedCertificate.create(
        List.of(names), keys, NOW.minus(Duration.ofDays(90)), NOW.plus(Duration.ofDays(days)));
  }

  static ServerCertificate loaded(SelfSignedCertificate certificate) {
    return ServerCertificate.ofPem(certificate.privateKeyPem(), certificate.certificatePem());
  }

  /** What WildDuck stores for it. */
  static Document document(String servername, SelfSignedCertificate certificate, String... names) {
    return new Document("servername", servername)
        .append("altNames", List.of(names))
        .append("privateKey", certificate.privateKeyPem())
        .append("cert", certificate.certificatePem())
        .append("ca", List.of())
        .append("expires", Date.from(certificate.certificate().getNotAfter().toInstant()))
        .append("acme", true)
        .append("v", 1);
  }

  static KeyPair rsaPair(PrivateKey key) throws Exception {
    RSAPrivateCrtKey rsa = (RSAPrivateCrtKey) key;
    return new KeyPair(
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent())),
        key);
  }

  static ServerName name(String text) {
    return ServerName.of(text).orElseThrow();
  }
}
