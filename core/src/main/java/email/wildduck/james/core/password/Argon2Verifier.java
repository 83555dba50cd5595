package email.wildduck.james.core.password;

import email.wildduck.james.core.text.JsText;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Verifies Argon2 d, i and id (RFC 9106), PHC string {@code
 * $argon2id$v=19$m=<KiB>,t=<passes>,p=<lanes>$<salt>$<hash>}. A broken string matches nothing.
 *
 * <p>Argon2 works in as much heap as the hash asks for, so the memory of all verifications that run
 * at the same time is bounded: a verification waits until enough of the budget is free.
 */
final class Argon2Verifier implements PasswordVerifier {
  /** Four times the usual 64 MiB; also the budget of all verifications together. */
  static final int MAX_MEMORY_KIB = 256 * 1024;

  /** Memory times passes: 4 GiB of memory traffic are some seconds. */
  static final long MAX_WORK_KIB = 4L * 1024 * 1024;

  private static final int MIN_MEMORY_KIB_PER_LANE = 8;
  private static final int MAX_LANES = 255;
  private static final int MIN_SALT_BYTES = 8;
  private static final int MIN_KEY_BYTES = 8;
  private static final int MAX_TEXT_BYTES = 1024;
  private static final int DEFAULT_VERSION = 0x10;

  private static final Pattern FORMAT =
      Pattern.compile(
          "\\$argon2(d|i|id)(?:\\$v=(16|19))?\\$m=([0-9]{1,18}),t=([0-9]{1,18}),p=([0-9]{1,18})"
              + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  private final Semaphore memoryKib = new Semaphore(MAX_MEMORY_KIB, true);

  @Override
  public boolean matches(String password, String hash) {
    Matcher matcher = FORMAT.matcher(hash);
    if (!matcher.matches()) {
      return false;
    }
    long memory = Long.parseLong(matcher.group(3));
    long passes = Long.parseLong(matcher.group(4));
    long lanes = Long.parseLong(matcher.group(5));
    byte[] salt = decode(matcher.group(6));
    byte[] key = decode(matcher.group(7));
    if (passes < 1
        || lanes < 1
        || lanes > MAX_LANES
        || memory < MIN_MEMORY_KIB_PER_LANE * lanes
        || salt.length < MIN_SALT_BYTES
        || key.length < MIN_KEY_BYTES) {
      return false;
    }
    checkCost(memory, passes);
    Argon2Parameters parameters =
        new Argon2Parameters.Builder(type(matcher.group(1)))
            .withVersion(
                matcher.group(2) == null ? DEFAULT_VERSION : Integer.parseInt(matcher.group(2)))
            .withMemoryAsKB((int) memory)
            .withIterations((int) passes)
            .withParallelism((int) lanes)
            .withSalt(salt)
            .build();
    return MessageDigest.isEqual(key, derive(parameters, JsText.utf8(password), key.length));
  }

  private byte[] derive(Argon2Parameters parameters, byte[] password, int keyBytes) {
    byte[] key = new byte[keyBytes];
    memoryKib.acquireUninterruptibly(parameters.getMemory());
    try {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(parameters);
      generator.generateBytes(password, key);
    } finally {
      memoryKib.release(parameters.getMemory());
    }
    return key;
  }

  private static void checkCost(long memory, long passes) {
    if (memory > MAX_MEMORY_KIB) {
      throw UnsupportedHashException.tooExpensive(
          HashAlgorithm.ARGON2, "memory (KiB)", Long.toString(memory), MAX_MEMORY_KIB);
    }
    if (passes > MAX_WORK_KIB / memory) {
      throw UnsupportedHashException.tooExpensive(
          HashAlgorithm.ARGON2, "passes", Long.toString(passes), MAX_WORK_KIB / memory);
    }
  }

  private static int type(String name) {
    switch (name) {
      case "d":
        return Argon2Parameters.ARGON2_d;
      case "i":
        return Argon2Parameters.ARGON2_i;
      default:
        return Argon2Parameters.ARGON2_id;
    }
  }

  /** The bytes, none if the text is not Base64 or longer than any hash in use. */
  private static byte[] decode(String base64) {
    if (base64.length() > MAX_TEXT_BYTES) {
      return new byte[0];
    }
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
