package email.wildduck.james.core.dkim;

import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * ed25519-sha256 (RFC 8463 §3): the signature of the SHA-256 of the canonical header. Bouncy
 * Castle, because Java 11 has no Ed25519.
 */
final class Ed25519SigningKey implements SigningKey {
  private final Ed25519PrivateKeyParameters key;

  Ed25519SigningKey(Ed25519PrivateKeyParameters key) {
    this.key = key;
  }

  @Override
  public String algorithm() {
    return "ed25519-sha256";
  }

  @Override
  public byte[] sign(byte[] canonicalHeader) {
    byte[] hash = Sha256.hash(canonicalHeader);
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(hash, 0, hash.length);
    return signer.generateSignature();
  }
}
