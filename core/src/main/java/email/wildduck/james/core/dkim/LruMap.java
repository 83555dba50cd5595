package email.wildduck.james.core.dkim;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of limited size, whose least recently used entry goes first. Not thread-safe. */
final class LruMap<V> extends LinkedHashMap<String, V> {
  private static final long serialVersionUID = 1L;

  private final int most;

  LruMap(int most) {
    super(16, 0.75f, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > most;
  }
}
