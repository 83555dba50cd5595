package email.wildduck.james.embedded.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A key and a certificate for it, which nobody but itself vouches for. */
public final class SelfSignedCertificate {

  private static final char[] NO_PASSWORD = new char[0];

  private final PrivateKey privateKey;
  private final X509Certificate certificate;
  private final SSLContext context;

  private SelfSignedCertificate(
      PrivateKey privateKey, X509Certificate certificate, SSLContext context) {
    this.privateKey = privateKey;
    this.certificate = certificate;
    this.context = context;
  }

  /**
   * Makes a new one with a new EC key, valid from an hour ago for a day.
   *
   * @param names the host names it is for; 127.0.0.1 is always one more
   */
  public static SelfSignedCertificate create(List<String> names) {
    Instant now = Instant.now();
    return create(names, newKeys(), now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(1)));
  }

  /**
   * Makes one for a key that is there already.
   *
   * @param names the host names it is for; 127.0.0.1 is always one more
   * @param keys RSA or EC
   */
  public static SelfSignedCertificate create(
      List<String> names, KeyPair keys, Instant notBefore, Instant notAfter) {
    try {
      X509Certificate certificate = sign(names, keys, notBefore, notAfter);
      return new SelfSignedCertificate(keys.getPrivate(), certificate, context(keys, certificate));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("No self-signed certificate", e);
    }
  }

  /** A new EC key. */
  public static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No key", e);
    }
  }

  private static X509Certificate sign(
      List<String> names, KeyPair keys, Instant notBefore, Instant notAfter)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    X500Name subject =
        new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, names.get(0)).build();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            subject,
            new BigInteger(63, new SecureRandom()).add(BigInteger.ONE),
            Date.from(notBefore),
            Date.from(notAfter),
            subject,
            keys.getPublic());
    GeneralName[] alternatives =
        Stream.concat(
                names.stream().map(name -> new GeneralName(GeneralName.dNSName, name)),
                Stream.of(new GeneralName(GeneralName.iPAddress, "127.0.0.1")))
            .toArray(GeneralName[]::new);
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
    String algorithm =
        keys.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate())));
  }

  private static SSLContext context(KeyPair keys, X509Certificate certificate)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    store.setKeyEntry(
        "server", keys.getPrivate(), NO_PASSWORD, new X509Certificate[] {certificate});
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(store, NO_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), null, null);
    return context;
  }

  /** The certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** A context for a server that shows the certificate. */
  public SSLContext context() {
    return context;
  }

  /** A context for a client that trusts this certificate and no other. */
  public SSLContext trust() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      store.setCertificateEntry("server", certificate);
      TrustManagerFactory trustManagers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trustManagers.init(store);
      SSLContext trusting = SSLContext.getInstance("TLS");
      trusting.init(null, trustManagers.getTrustManagers(), null);
      return trusting;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("No trust in a certificate", e);
    }
  }

  /** The certificate as PEM. */
  public String certificatePem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("No PEM of a certificate", e);
    }
  }

  /** The private key as PEM (PKCS#8). */
  public String privateKeyPem() {
    return pem("PRIVATE KEY", privateKey.getEncoded());
  }

  private static String pem(String label, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }
}
