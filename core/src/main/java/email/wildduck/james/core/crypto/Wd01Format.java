package email.wildduck.james.core.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * WildDuck's current form: AES-256-GCM without additional data, the key derived from the secret by
 * scrypt (N=16384, r=8, p=1), everything in hexadecimal digits.
 */
final class Wd01Format {
  static final String NAME = "wd01";

  private static final String CIPHER = "aes-256-gcm";
  private static final int TAG_LENGTH = 16;
  private static final int IV_LENGTH = 12;
  private static final int SALT_LENGTH = 16;

  private static final int COST = 16384;
  private static final int BLOCK_SIZE = 8;
  private static final int PARALLELISM = 1;
  private static final int KEY_LENGTH = 32;

  private Wd01Format() {}

  /** Whether there are format, cipher, tag, initialisation vector, salt and ciphertext. */
  static boolean isComplete(String[] parts) {
    return parts.length >= 6 && Arrays.stream(parts).limit(6).noneMatch(String::isEmpty);
  }

  /** The clear text of complete parts. */
  static String decrypt(String[] parts, String secret) {
    if (!parts[1].toLowerCase(Locale.ROOT).equals(CIPHER)) {
      throw new DecryptionException("Failed to decrypt data. Only " + CIPHER + " is supported.");
    }
    byte[] tag = HexText.decode(parts[2], "auth tag", TAG_LENGTH);
    byte[] iv = HexText.decode(parts[3], "IV", IV_LENGTH);
    byte[] salt = HexText.decode(parts[4], "salt", SALT_LENGTH);
    byte[] ciphertext = HexText.decode(parts[5], "ciphertext");
    byte[] sealed = Arrays.copyOf(ciphertext, ciphertext.length + tag.length);
    System.arraycopy(tag, 0, sealed, ciphertext.length, tag.length);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(deriveKey(secret, salt), "AES"),
          new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, iv));
      return new String(cipher.doFinal(sealed), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new DecryptionException("Failed to decrypt data. Another secret, or damaged.", e);
    }
  }

  static byte[] deriveKey(String secret, byte[] salt) {
    return SCrypt.generate(
        secret.getBytes(StandardCharsets.UTF_8), salt, COST, BLOCK_SIZE, PARALLELISM, KEY_LENGTH);
  }
}
