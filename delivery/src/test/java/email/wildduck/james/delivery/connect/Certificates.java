package email.wildduck.james.delivery.connect;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates of small authorities. */
final class Certificates {
  private static final Duration DAY = Duration.ofDays(1);

  private Certificates() {}

  /** An authority that vouches for itself. */
  static X509Certificate authority(String name, KeyPair keys) {
    try {
      X509v3CertificateBuilder builder = builder(name, name, keys.getPublic(), DAY);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      return sign(builder, keys);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The certificate of a host, valid from a day ago until so long from now. */
  static X509Certificate signed(
      String host, KeyPair keys, String authority, KeyPair authorityKeys, Duration left) {
    try {
      X509v3CertificateBuilder builder = builder(host, authority, keys.getPublic(), left);
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
      return sign(builder, authorityKeys);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509v3CertificateBuilder builder(
      String subject, String issuer, PublicKey key, Duration left) {
    return new JcaX509v3CertificateBuilder(
        new X500Name("CN=" + issuer),
        new BigInteger(63, new SecureRandom()).add(BigInteger.ONE),
        Date.from(Instant.now().minus(DAY)),
        Date.from(Instant.now().plus(left)),
        new X500Name("CN=" + subject),
        key);
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair keys) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}
