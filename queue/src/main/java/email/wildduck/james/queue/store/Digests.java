package email.wildduck.james.queue.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Message digests that every Java runtime has. */
final class Digests {
  private Digests() {}

  static MessageDigest sha256() {
    return of("SHA-256");
  }

  static MessageDigest md5() {
    return of("MD5");
  }

  private static MessageDigest of(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a Java runtime without " + algorithm, e);
    }
  }
}
