package email.wildduck.james.core.password;

import email.wildduck.james.core.text.JsText;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;

/**
 * Verifies every hash format WildDuck verifies, and makes new hashes in WildDuck's default format:
 * {@code $pbkdf2-sha256$i=100000$<salt>$<key>}, 16 random bytes of salt, 32 bytes of key.
 *
 * <p>Bounds on what a stored hash may ask for (beyond them: {@link UnsupportedHashException}):
 * PBKDF2 5,000,000 iterations; bcrypt cost 16; SHA-crypt 2,000,000 rounds; Argon2 256 MiB, and 4
 * GiB for memory times passes. A new hash takes about 50 ms of processor time.
 *
 * <p>Thread-safe.
 */
public final class PasswordHashes {
  private static final String DEFAULT_DIGEST = "sha256";
  private static final int DEFAULT_ITERATIONS = 100_000;
  private static final int DEFAULT_SALT_BYTES = 16;
  private static final int DEFAULT_KEY_BYTES = 32;

  private final SecureRandom random;
  private final Map<HashAlgorithm, PasswordVerifier> verifiers = new EnumMap<>(HashAlgorithm.class);

  public PasswordHashes(SecureRandom random) {
    this.random = random;
    verifiers.put(
        HashAlgorithm.PBKDF2, (password, hash) -> Pbkdf2Hash.parse(hash).matches(password));
    verifiers.put(HashAlgorithm.BCRYPT, new BcryptVerifier());
    verifiers.put(HashAlgorithm.SHA_CRYPT, new ShaCryptVerifier());
    verifiers.put(HashAlgorithm.ARGON2, new Argon2Verifier());
    verifiers.put(HashAlgorithm.MD5_CRYPT, new Md5CryptVerifier());
    verifiers.put(HashAlgorithm.DES_CRYPT, new DesCryptVerifier());
  }

  /**
   * Whether the stored hash was made of this password.
   *
   * @throws UnsupportedHashException if the hash cannot be verified: unknown, broken or too
   *     expensive
   */
  public boolean matches(String password, String hash) {
    HashAlgorithm algorithm =
        HashAlgorithm.of(hash).orElseThrow(() -> UnsupportedHashException.unknown(hash));
    return verifiers.get(algorithm).matches(JsText.wellFormed(password), hash);
  }

  /**
   * Whether a login with the right password should replace this hash by a new one: every format but
   * PBKDF2 with SHA-2 and at least 100,000 iterations. False for what cannot be verified.
   */
  public boolean shouldRehash(String hash) {
    return HashAlgorithm.of(hash)
        .map(algorithm -> algorithm != HashAlgorithm.PBKDF2 || isWeakPbkdf2(hash))
        .orElse(false);
  }

  /** A new hash of the password in the default format. */
  public String hash(String password) {
    byte[] salt = new byte[DEFAULT_SALT_BYTES];
    random.nextBytes(salt);
    return defaultHash(password, salt).encoded();
  }

  /**
   * Takes as long as verifying a hash of the default format, so that a refusal which needs no
   * verification cannot be told from a wrong password by its time.
   */
  public void spendDefaultCost(String password) {
    defaultHash(password, new byte[DEFAULT_SALT_BYTES]);
  }

  private static Pbkdf2Hash defaultHash(String password, byte[] salt) {
    return Pbkdf2Hash.of(
        JsText.wellFormed(password), DEFAULT_DIGEST, DEFAULT_ITERATIONS, salt, DEFAULT_KEY_BYTES);
  }

  private static boolean isWeakPbkdf2(String hash) {
    try {
      return Pbkdf2Hash.parse(hash).isWeakerThan(DEFAULT_ITERATIONS);
    } catch (UnsupportedHashException e) {
      // It never matches a password, so nothing is ever rehashed; WildDuck's answer is yes.
      return true;
    }
  }
}
