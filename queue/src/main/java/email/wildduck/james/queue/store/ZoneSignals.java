package email.wildduck.james.queue.store;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells those who wait for deliveries of a zone, within this process, that there may be some. */
public final class ZoneSignals {
  private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();

  /** Calls {@code listener} at each signal, until the returned action is run. */
  public Runnable listen(String zone, Runnable listener) {
    List<Runnable> ofZone = listeners.computeIfAbsent(zone, name -> new CopyOnWriteArrayList<>());
    ofZone.add(listener);
    return () -> ofZone.remove(listener);
  }

  /** There may be deliveries now. */
  public void signal(String zone) {
    listeners.getOrDefault(zone, List.of()).forEach(Runnable::run);
  }
}
