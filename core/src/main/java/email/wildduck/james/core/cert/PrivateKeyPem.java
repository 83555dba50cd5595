package email.wildduck.james.core.cert;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Reads a private key from PEM: PKCS#8 ({@code PRIVATE KEY}), PKCS#1 ({@code RSA PRIVATE KEY}) or
 * SEC1 ({@code EC PRIVATE KEY}). The last two are brought into the form of the first, the only one
 * that the JDK reads.
 */
final class PrivateKeyPem {
  private static final String FORMS =
      "it must be PEM: PRIVATE KEY (PKCS#8), RSA PRIVATE KEY (PKCS#1) or EC PRIVATE KEY (SEC1)";

  private PrivateKeyPem() {}

  /**
   * @throws BrokenCertificateException when the text holds no such key
   */
  static PrivateKey parse(String text) {
    PemBlocks.Block block =
        PemBlocks.of(text).stream()
            .filter(part -> part.label().endsWith("PRIVATE KEY"))
            .findFirst()
            .orElseThrow(() -> new BrokenCertificateException("there is no private key; " + FORMS));
    try {
      PrivateKeyInfo info = pkcs8(block);
      return KeyFactory.getInstance(algorithm(info.getPrivateKeyAlgorithm().getAlgorithm()))
          .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    } catch (BrokenCertificateException e) {
      throw e;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // Broken ASN.1 makes many kinds of exceptions. The message of a cause may quote the key.
      throw new BrokenCertificateException(
          "the private key cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** The JDK knows not all key factories by their identifiers. */
  private static String algorithm(ASN1ObjectIdentifier identifier) {
    if (identifier.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return "RSA";
    }
    return identifier.equals(X9ObjectIdentifiers.id_ecPublicKey) ? "EC" : identifier.getId();
  }

  private static PrivateKeyInfo pkcs8(PemBlocks.Block block) throws IOException {
    switch (block.label()) {
      case "PRIVATE KEY":
        return PrivateKeyInfo.getInstance(block.der());
      case "RSA PRIVATE KEY":
        return new PrivateKeyInfo(
            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
            RSAPrivateKey.getInstance(block.der()));
      case "EC PRIVATE KEY":
        ECPrivateKey key = ECPrivateKey.getInstance(block.der());
        ASN1Object curve =
            Optional.ofNullable(key.getParametersObject())
                .orElseThrow(
                    () -> new BrokenCertificateException("the EC key does not name its curve"));
        return new PrivateKeyInfo(
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), key);
      default:
        throw new BrokenCertificateException(
            "the private key is a " + block.label() + ", which is not supported; " + FORMS);
    }
  }
}
