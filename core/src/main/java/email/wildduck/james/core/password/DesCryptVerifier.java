package email.wildduck.james.core.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.commons.codec.digest.UnixCrypt;

/**
 * Verifies traditional crypt(3): eight characters of seven bits.
 *
 * <p>WildDuck takes the low seven bits of each UTF-16 unit, not of each UTF-8 byte, so a password
 * outside ASCII verifies here only if WildDuck's way of hashing it was used.
 */
final class DesCryptVerifier implements PasswordVerifier {
  private static final int SIGNIFICANT_CHARACTERS = 8;

  @Override
  public boolean matches(String password, String hash) {
    byte[] key = new byte[Math.min(password.length(), SIGNIFICANT_CHARACTERS)];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (password.charAt(i) & 0x7F);
    }
    String computed = UnixCrypt.crypt(key, hash.substring(0, 2));
    return MessageDigest.isEqual(
        computed.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
  }
}
