package email.wildduck.james.core.password;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A PBKDF2 hash (RFC 8018, section 5.2) as the PHC string {@code
 * $pbkdf2-<digest>$i=<iterations>$<salt>$<key>}, salt and key in standard Base64 without padding.
 *
 * <p>The length of the stored key is the length that is derived.
 */
final class Pbkdf2Hash {
  /** Takes about five seconds with SHA-512 on a slow server; common advice is below one million. */
  static final int MAX_ITERATIONS = 5_000_000;

  private static final int MAX_SALT_BYTES = 1024;
  private static final int MIN_KEY_BYTES = 8;

  /** No more than two blocks of the longest digest: more blocks only cost more. */
  private static final int MAX_KEY_BYTES = 128;

  private static final Pattern FORMAT =
      Pattern.compile(
          "\\$pbkdf2-(sha1|sha256|sha512)\\$i=([1-9][0-9]*)\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  private final String digest;
  private final int iterations;
  private final byte[] salt;
  private final byte[] key;

  private Pbkdf2Hash(String digest, int iterations, byte[] salt, byte[] key) {
    this.digest = digest;
    this.iterations = iterations;
    this.salt = salt;
    this.key = key;
  }

  static Pbkdf2Hash parse(String hash) {
    Matcher matcher = FORMAT.matcher(hash);
    if (!matcher.matches()) {
      throw broken("not of the form $pbkdf2-<digest>$i=<iterations>$<salt>$<key>");
    }
    return new Pbkdf2Hash(
        matcher.group(1),
        iterations(matcher.group(2)),
        bytes(matcher.group(3), "salt", 1, MAX_SALT_BYTES),
        bytes(matcher.group(4), "key", MIN_KEY_BYTES, MAX_KEY_BYTES));
  }

  /** Hashes a password; {@code digest} is {@code sha1}, {@code sha256} or {@code sha512}. */
  static Pbkdf2Hash of(String password, String digest, int iterations, byte[] salt, int keyBytes) {
    byte[] key = derive(password, digest, iterations, salt, keyBytes);
    return new Pbkdf2Hash(digest, iterations, salt.clone(), key);
  }

  boolean matches(String password) {
    return MessageDigest.isEqual(key, derive(password, digest, iterations, salt, key.length));
  }

  boolean isWeakerThan(int wantedIterations) {
    return digest.equals("sha1") || iterations < wantedIterations;
  }

  /** The PHC string. */
  String encoded() {
    Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
    return "$pbkdf2-"
        + digest
        + "$i="
        + iterations
        + "$"
        + encoder.encodeToString(salt)
        + "$"
        + encoder.encodeToString(key);
  }

  private static int iterations(String digits) {
    // Compared by length first, since the digits may be too many for a number.
    if (digits.length() > 9 || Integer.parseInt(digits) > MAX_ITERATIONS) {
      String shown = digits.length() > 20 ? digits.substring(0, 20) + "..." : digits;
      throw UnsupportedHashException.tooExpensive(
          HashAlgorithm.PBKDF2, "iteration count", shown, MAX_ITERATIONS);
    }
    return Integer.parseInt(digits);
  }

  private static byte[] bytes(String base64, String what, int min, int max) {
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw broken(what + " is not Base64");
    }
    if (decoded.length < min || decoded.length > max) {
      throw broken(what + " of " + decoded.length + " bytes");
    }
    return decoded;
  }

  private static byte[] derive(
      String password, String digest, int iterations, byte[] salt, int keyBytes) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, keyBytes * 8);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmac" + digest.toUpperCase(Locale.ROOT))
          .generateSecret(spec)
          .getEncoded();
    } catch (GeneralSecurityException e) {
      // These algorithms are part of every Java runtime this runs on.
      throw new IllegalStateException("PBKDF2 with " + digest + " is not available", e);
    } finally {
      spec.clearPassword();
    }
  }

  private static UnsupportedHashException broken(String why) {
    return UnsupportedHashException.broken(HashAlgorithm.PBKDF2, why);
  }
}
