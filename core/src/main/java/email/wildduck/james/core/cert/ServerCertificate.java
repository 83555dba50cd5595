package email.wildduck.james.core.cert;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;

/** A private key with the certificate that belongs to it and the chain above that. Immutable. */
public final class ServerCertificate {
  private final String name;
  private final PrivateKey privateKey;
  private final List<X509Certificate> chain;
  private final Set<String> names;
  private final String id;

  private ServerCertificate(
      String name,
      PrivateKey privateKey,
      List<X509Certificate> chain,
      Set<String> names,
      String id) {
    this.name = name;
    this.privateKey = privateKey;
    this.chain = chain;
    this.names = names;
    this.id = id;
  }

  /**
   * A certificate of PEM texts.
   *
   * @param privateKey PKCS#8, PKCS#1 or SEC1; not encrypted
   * @param certificates the server's own certificate first, then the chain
   * @throws BrokenCertificateException when one cannot be read, or the key is that of another
   *     certificate
   */
  public static ServerCertificate ofPem(String privateKey, String certificates) {
    return of(PrivateKeyPem.parse(privateKey), CertificateChainPem.parse(certificates));
  }

  /**
   * A certificate of its parts, named after the first name it is for.
   *
   * @throws BrokenCertificateException when there is no certificate, or the key is that of another
   */
  public static ServerCertificate of(PrivateKey privateKey, List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      throw new BrokenCertificateException("there is no certificate");
    }
    X509Certificate own = chain.get(0);
    requirePair(privateKey, own.getPublicKey());
    try {
      Set<String> names = CertificateNames.of(own);
      return new ServerCertificate(
          names.stream().findFirst().orElse("unnamed"),
          privateKey,
          List.copyOf(chain),
          Set.copyOf(names),
          DigestUtils.sha256Hex(own.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new BrokenCertificateException("the certificate cannot be read");
    }
  }

  /** The same under another name for log and metrics: that of the document it came from. */
  ServerCertificate named(String other) {
    return new ServerCertificate(other, privateKey, chain, names, id);
  }

  private static void requirePair(PrivateKey privateKey, PublicKey publicKey) {
    if (!isPair(privateKey, publicKey)) {
      throw new BrokenCertificateException(
          "the private key does not belong to the first certificate");
    }
  }

  private static boolean isPair(PrivateKey privateKey, PublicKey publicKey) {
    byte[] probe = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance(signatureOf(publicKey.getAlgorithm()));
      signature.initSign(privateKey);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String signatureOf(String algorithm) {
    switch (algorithm) {
      case "RSA":
        return "SHA256withRSA";
      case "EC":
        return "SHA256withECDSA";
      default:
        return algorithm;
    }
  }

  /** What log and metrics call it: WildDuck's {@code servername}, or the first of its names. */
  public String name() {
    return name;
  }

  /** The private key. */
  public PrivateKey privateKey() {
    return privateKey;
  }

  /** The server's own certificate first. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** The kind of key, as JSSE calls it: {@code RSA}, {@code EC}, {@code EdDSA}. */
  public String keyType() {
    return chain.get(0).getPublicKey().getAlgorithm();
  }

  /** After which it is not valid any more. */
  public Instant expires() {
    return chain.get(0).getNotAfter().toInstant();
  }

  /** Tells this certificate from any other: its SHA-256 in hexadecimal digits. */
  public String id() {
    return id;
  }

  boolean isValidAt(Instant time) {
    return !time.isAfter(expires()) && !time.isBefore(chain.get(0).getNotBefore().toInstant());
  }

  boolean names(ServerName wanted) {
    return wanted.isIn(names);
  }

  boolean covers(ServerName wanted) {
    return wanted.isIn(names) || wanted.isCoveredBy(names);
  }

  /** Whether key and chain are the same too. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ServerCertificate
        && name.equals(((ServerCertificate) other).name)
        && chain.equals(((ServerCertificate) other).chain);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, id);
  }

  @Override
  public String toString() {
    return "ServerCertificate[" + name + ", expires " + expires() + "]";
  }
}
