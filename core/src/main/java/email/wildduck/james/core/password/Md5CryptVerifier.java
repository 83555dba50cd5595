package email.wildduck.james.core.password;

import email.wildduck.james.core.text.JsText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Verifies MD5-crypt ({@code $1$<salt>$<hash>}) as WildDuck computes it.
 *
 * <p>For ASCII passwords and salts of up to eight characters that is crypt(3). It differs in that
 * the length of the password is counted in UTF-16 units where crypt(3) counts bytes, that its
 * "first byte" is the whole first unit in UTF-8, and that the salt is not cut to eight characters.
 */
final class Md5CryptVerifier implements PasswordVerifier {
  private static final String MAGIC = "$1$";
  private static final int ROUNDS = 1000;
  private static final String ALPHABET =
      "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** No longer salt is in use anywhere; each round hashes it. */
  private static final int MAX_SALT_CHARACTERS = 64;

  /** The order in which crypt(3) writes the bytes of the digest, three by three. */
  private static final int[][] OUTPUT_ORDER = {
    {0, 6, 12}, {1, 7, 13}, {2, 8, 14}, {3, 9, 15}, {4, 10, 5}
  };

  @Override
  public boolean matches(String password, String hash) {
    int saltEnd = hash.indexOf('$', MAGIC.length());
    if (saltEnd <= MAGIC.length() || saltEnd > MAGIC.length() + MAX_SALT_CHARACTERS) {
      return false;
    }
    byte[] salt = JsText.utf8(hash.substring(MAGIC.length(), saltEnd));
    String computed = hash.substring(0, saltEnd + 1) + encode(digest(password, salt));
    return MessageDigest.isEqual(
        computed.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] digest(String password, byte[] salt) {
    byte[] key = JsText.utf8(password);
    MessageDigest initial = DigestUtils.getMd5Digest();
    initial.update(key);
    initial.update(MAGIC.getBytes(StandardCharsets.US_ASCII));
    initial.update(salt);
    byte[] alternate = md5(key, salt, key);
    for (int i = 0; i < password.length(); i++) {
      initial.update(alternate[i % alternate.length]);
    }
    for (int i = password.length(); i > 0; i >>= 1) {
      initial.update((i & 1) == 1 ? new byte[1] : JsText.utf8(password.substring(0, 1)));
    }
    byte[] result = initial.digest();
    for (int round = 0; round < ROUNDS; round++) {
      result =
          md5(
              round % 2 == 1 ? key : result,
              round % 3 == 0 ? new byte[0] : salt,
              round % 7 == 0 ? new byte[0] : key,
              round % 2 == 1 ? result : key);
    }
    return result;
  }

  private static byte[] md5(byte[]... parts) {
    MessageDigest digest = DigestUtils.getMd5Digest();
    Arrays.stream(parts).forEach(digest::update);
    return digest.digest();
  }

  private static String encode(byte[] digest) {
    StringBuilder out = new StringBuilder(22);
    for (int[] order : OUTPUT_ORDER) {
      append(
          out,
          unsigned(digest, order[0]),
          unsigned(digest, order[1]),
          unsigned(digest, order[2]),
          4);
    }
    append(out, 0, 0, unsigned(digest, 11), 2);
    return out.toString();
  }

  private static int unsigned(byte[] digest, int index) {
    return digest[index] & 0xFF;
  }

  private static void append(StringBuilder out, int high, int middle, int low, int characters) {
    int bits = high << 16 | middle << 8 | low;
    for (int i = 0; i < characters; i++) {
      out.append(ALPHABET.charAt(bits & 0x3F));
      bits >>= 6;
    }
  }
}
