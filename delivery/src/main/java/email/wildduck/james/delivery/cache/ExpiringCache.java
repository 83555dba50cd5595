package email.wildduck.james.delivery.cache;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Keeps values for as long as each of them is good. Thread-safe. */
public final class ExpiringCache<K, V> {
  private static final float LOAD = 0.75f;
  private static final int START = 64;

  private final int most;
  private final LongSupplier nanoTime;
  private final Map<K, Kept<V>> values;

  /**
   * @param most entries; the one that was used longest ago goes first
   * @param nanoTime a clock that only goes forward, as {@link System#nanoTime}
   */
  public ExpiringCache(int most, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.most = most;
    this.values = new LinkedHashMap<>(START, LOAD, true);
  }

  /** What was put for the key, while it is good. */
  public synchronized Optional<V> get(K key) {
    Optional<Kept<V>> kept = Optional.ofNullable(values.get(key));
    if (kept.isPresent() && nanoTime.getAsLong() - kept.get().until >= 0) {
      values.remove(key);
      return Optional.empty();
    }
    return kept.map(found -> found.value);
  }

  /** Keeps a value for so long; not at all when that is not positive. */
  public synchronized void put(K key, V value, Duration life) {
    if (life.isNegative() || life.isZero()) {
      values.remove(key);
    } else {
      values.put(key, new Kept<>(value, nanoTime.getAsLong() + life.toNanos()));
      removeEldest();
    }
  }

  private void removeEldest() {
    Iterator<K> keys = values.keySet().iterator();
    while (values.size() > most) {
      keys.next();
      keys.remove();
    }
  }

  private static final class Kept<V> {
    private final V value;
    private final long until;

    Kept(V value, long until) {
      this.value = value;
      this.until = until;
    }
  }
}
