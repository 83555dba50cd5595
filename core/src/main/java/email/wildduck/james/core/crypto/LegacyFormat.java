package email.wildduck.james.core.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The form of old WildDuck versions: AES-CBC, key and initialisation vector derived from the secret
 * as OpenSSL's EVP_BytesToKey does it with MD5, one round and no salt. There is no authentication:
 * another secret can by chance give nonsense instead of an error.
 */
final class LegacyFormat {
  static final String DEFAULT_CIPHER = "aes192";

  private static final Pattern CIPHER = Pattern.compile("aes-?(128|192|256)(-cbc)?");
  private static final int IV_LENGTH = 16;

  private LegacyFormat() {}

  static String decrypt(String hex, String secret, String cipherName) {
    int keyLength = keyLength(cipherName);
    byte[] ciphertext = HexText.decode(hex, "ciphertext");
    if (ciphertext.length == 0) {
      throw new DecryptionException("Failed to decrypt data. There is none.");
    }
    byte[] derived = EvpBytesToKey.derive(secret, keyLength + IV_LENGTH);
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(derived, 0, keyLength, "AES"),
          new IvParameterSpec(derived, keyLength, IV_LENGTH));
      return new String(cipher.doFinal(ciphertext), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new DecryptionException("Failed to decrypt data. Another secret, or damaged.", e);
    }
  }

  /** The key length of a cipher in bytes. */
  static int keyLength(String cipherName) {
    Matcher name = CIPHER.matcher(cipherName.toLowerCase(Locale.ROOT));
    if (!name.matches()) {
      throw new DecryptionException(
          "Failed to decrypt data. Unsupported legacy cipher: " + cipherName);
    }
    return Integer.parseInt(name.group(1)) / Byte.SIZE;
  }
}
