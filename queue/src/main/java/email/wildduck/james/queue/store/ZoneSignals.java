package email.wildduck.james.queue.store;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells those who wait for deliveries of a zone, within this process, that there may be some. */
public final class ZoneSignals {
  private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();
  private final List<Consumer<String>> forwards = new CopyOnWriteArrayList<>();

  /** Calls {@code listener} at each signal, until the returned action is run. */
  public Runnable listen(String zone, Runnable listener) {
    List<Runnable> ofZone = listeners.computeIfAbsent(zone, name -> new CopyOnWriteArrayList<>());
    ofZone.add(listener);
    return () -> ofZone.remove(listener);
  }

  /** Calls {@code listener} with the zone of each signal that was given in this process. */
  public void forward(Consumer<String> listener) {
    forwards.add(listener);
  }

  /** There may be deliveries now, says this process. */
  public void signal(String zone) {
    signalHere(zone);
    forwards.forEach(listener -> listener.accept(zone));
  }

  /** There may be deliveries now, says another process. */
  public void signalHere(String zone) {
    listeners.getOrDefault(zone, List.of()).forEach(Runnable::run);
  }
}
