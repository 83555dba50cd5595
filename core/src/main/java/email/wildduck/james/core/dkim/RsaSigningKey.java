package email.wildduck.james.core.dkim;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/** rsa-sha256 (RFC 6376 §3.3.1). */
final class RsaSigningKey implements SigningKey {
  /** RFC 8301 §3.2: verifiers need not accept shorter keys. */
  private static final int MIN_BITS = 1024;

  private final PrivateKey key;

  private RsaSigningKey(PrivateKey key) {
    this.key = key;
  }

  /**
   * @throws DkimKeyException when the key is shorter than 1024 bits
   * @throws GeneralSecurityException when it is no RSA key
   */
  static RsaSigningKey of(PrivateKeyInfo info) throws GeneralSecurityException, IOException {
    PrivateKey key =
        KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    int bits = ((RSAKey) key).getModulus().bitLength();
    if (bits < MIN_BITS) {
      throw new DkimKeyException(
          "an RSA key of " + bits + " bits; at least " + MIN_BITS + " are needed");
    }
    return new RsaSigningKey(key);
  }

  @Override
  public String algorithm() {
    return "rsa-sha256";
  }

  @Override
  public byte[] sign(byte[] canonicalHeader) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(canonicalHeader);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new DkimKeyException("the RSA key does not sign", e);
    }
  }
}
