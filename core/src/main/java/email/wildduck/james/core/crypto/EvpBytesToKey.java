package email.wildduck.james.core.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** OpenSSL's old key derivation with MD5, one round and no salt. */
final class EvpBytesToKey {
  private EvpBytesToKey() {}

  /** That many bytes of {@code D1 D2 …}, where {@code Dn = MD5(Dn-1 secret)}. */
  static byte[] derive(String secret, int length) {
    byte[] password = lowBytes(secret);
    MessageDigest md5 = md5();
    byte[] derived = new byte[length];
    byte[] block = new byte[0];
    for (int done = 0; done < length; done += block.length) {
      md5.update(block);
      block = md5.digest(password);
      System.arraycopy(block, 0, derived, done, Math.min(block.length, length - done));
    }
    Arrays.fill(password, (byte) 0);
    return derived;
  }

  /** Node.js took text as "binary" here: of each UTF-16 unit the low byte only. */
  private static byte[] lowBytes(String secret) {
    byte[] bytes = new byte[secret.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) secret.charAt(i);
    }
    return bytes;
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a Java platform without MD5", e);
    }
  }
}
