package email.wildduck.james.core.password;

import email.wildduck.james.core.text.JsText;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for a while which password was right for which stored hash, so that the next login with
 * the same two need not compute the hash again.
 *
 * <p>What is kept is an HMAC-SHA-256 over hash and password under a random key of this process:
 * neither can be got back from it, and it is worth nothing elsewhere. Only right passwords are
 * remembered, so a wrong one always costs a computation. A stored hash that has changed is another
 * hash, and is not known. One password is kept for each hash, for a fixed time since it was
 * computed, and the oldest go first when there are too many. Thread-safe.
 */
public final class VerifiedPasswords {
  private static final int MAX_ENTRIES = 100_000;
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte ABOUT_HASH = 1;
  private static final byte ABOUT_PASSWORD = 2;

  private final SecretKeySpec key;
  private final Clock clock;
  private final Duration memory;
  private final Map<ByteBuffer, Known> entries;

  /**
   * @param random makes the key
   * @param memory for how long a password is remembered; zero remembers nothing
   */
  public VerifiedPasswords(SecureRandom random, Clock clock, Duration memory) {
    this(random, clock, memory, MAX_ENTRIES);
  }

  VerifiedPasswords(SecureRandom random, Clock clock, Duration memory, int maxEntries) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, ALGORITHM);
    this.clock = clock;
    this.memory = memory;
    this.entries = new Bounded(maxEntries);
  }

  /** Whether this password was right for this hash, as long as that is remembered. */
  public boolean contains(String password, String hash) {
    Known entry = find(idOf(hash));
    // In the same time wherever the two differ.
    return MessageDigest.isEqual(entry.proof, proofOf(password, hash))
        && clock.instant().isBefore(entry.until);
  }

  /** Remembers that this password is right for this hash. */
  public void add(String password, String hash) {
    if (memory.isZero()) {
      return;
    }
    ByteBuffer id = idOf(hash);
    Known entry = new Known(proofOf(password, hash), clock.instant().plus(memory));
    synchronized (entries) {
      // A later place in the order goes with a later end.
      entries.remove(id);
      entries.put(id, entry);
    }
  }

  private Known find(ByteBuffer id) {
    synchronized (entries) {
      return entries.getOrDefault(id, Known.NONE);
    }
  }

  private ByteBuffer idOf(String hash) {
    return ByteBuffer.wrap(mac(ABOUT_HASH, hash, ""));
  }

  private byte[] proofOf(String password, String hash) {
    return mac(ABOUT_PASSWORD, hash, password);
  }

  private byte[] mac(byte subject, String hash, String password) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] hashBytes = JsText.utf8(hash);
      mac.update(subject);
      // With the length, so that no part of one can pass for a part of the other.
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, hashBytes.length));
      mac.update(hashBytes);
      return mac.doFinal(JsText.utf8(password));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** What is remembered about one hash. */
  private static final class Known {
    static final Known NONE = new Known(new byte[0], Instant.MIN);

    final byte[] proof;
    final Instant until;

    Known(byte[] proof, Instant until) {
      this.proof = proof;
      this.until = until;
    }
  }

  private static final class Bounded extends LinkedHashMap<ByteBuffer, Known> {
    private static final long serialVersionUID = 1L;

    private final int maxEntries;

    Bounded(int maxEntries) {
      this.maxEntries = maxEntries;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Known> eldest) {
      return size() > maxEntries;
    }
  }
}
