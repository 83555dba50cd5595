package email.wildduck.james.core.dkim;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/**
 * Reads the private keys that WildDuck accepts: RSA as PKCS#8 or PKCS#1 PEM, Ed25519 as PKCS#8 PEM
 * or as the base64 of its 32-byte seed (44 characters).
 */
final class PrivateKeyParser {
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN ((?:RSA )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");
  private static final Pattern SEED = Pattern.compile("[A-Za-z0-9+/]{43}=");

  /** An RSA key of 16384 bits is 13 kB; nothing that is longer than this is a key. */
  private static final int MAX_LENGTH = 64 * 1024;

  private PrivateKeyParser() {}

  /**
   * @throws DkimKeyException when the text is no such key, or a key that must not be used
   */
  static SigningKey parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new DkimKeyException("the private key is too long");
    }
    try {
      String trimmed = text.trim();
      if (SEED.matcher(trimmed).matches()) {
        return new Ed25519SigningKey(
            new Ed25519PrivateKeyParameters(Base64.getDecoder().decode(trimmed), 0));
      }
      return parsePem(trimmed);
    } catch (DkimKeyException e) {
      throw e;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // Bouncy Castle answers broken ASN.1 with many kinds of runtime exceptions. The cause is left
      // out: its message may quote the key.
      throw new DkimKeyException("the private key cannot be read (" + e.getClass().getName() + ")");
    }
  }

  private static SigningKey parsePem(String text) throws IOException, GeneralSecurityException {
    Matcher pem = PEM.matcher(text);
    if (!pem.find()) {
      throw new DkimKeyException("neither PEM (PKCS#8, PKCS#1) nor an ed25519 seed in base64");
    }
    byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
    if (pem.group(1).startsWith("RSA")) {
      AlgorithmIdentifier rsa =
          new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
      return new RememberedSignatures(
          RsaSigningKey.of(new PrivateKeyInfo(rsa, RSAPrivateKey.getInstance(der))));
    }
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(der);
    if (info.getPrivateKeyAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return new RememberedSignatures(RsaSigningKey.of(info));
    }
    AsymmetricKeyParameter key = PrivateKeyFactory.createKey(info);
    if (key instanceof Ed25519PrivateKeyParameters) {
      return new Ed25519SigningKey((Ed25519PrivateKeyParameters) key);
    }
    throw new DkimKeyException("the private key is neither RSA nor Ed25519");
  }
}
