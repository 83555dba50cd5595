package email.wildduck.james.core.dkim;

import email.wildduck.james.core.cache.LruMap;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.apache.commons.codec.binary.Hex;

/**
 * Keeps the keys that were made of stored texts, the least recently used going first. Texts are
 * remembered as their SHA-256 only. Thread-safe.
 */
final class SigningKeyCache {
  private static final int MAX_KEYS = 1000;

  private final Function<String, SigningKey> maker;
  private final Map<String, SigningKey> keys;

  /** Decryption takes 16 MB: no more at a time than there are processors to work on it. */
  private final Semaphore making = new Semaphore(Runtime.getRuntime().availableProcessors());

  SigningKeyCache(Function<String, SigningKey> maker) {
    this(maker, MAX_KEYS);
  }

  SigningKeyCache(Function<String, SigningKey> maker, int maxKeys) {
    this.maker = maker;
    this.keys = new LruMap<>(maxKeys);
  }

  /** The key of a stored text. What the maker throws goes to the caller and is not remembered. */
  SigningKey get(String stored) {
    String id = Hex.encodeHexString(Sha256.hash(stored.getBytes(StandardCharsets.UTF_8)));
    return cached(id).orElseGet(() -> make(id, stored));
  }

  private SigningKey make(String id, String stored) {
    making.acquireUninterruptibly();
    try {
      // It may have been made while this thread waited.
      SigningKey key = cached(id).orElseGet(() -> maker.apply(stored));
      synchronized (keys) {
        keys.put(id, key);
      }
      return key;
    } finally {
      making.release();
    }
  }

  private Optional<SigningKey> cached(String id) {
    synchronized (keys) {
      return Optional.ofNullable(keys.get(id));
    }
  }
}
