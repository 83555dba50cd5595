package email.wildduck.james.queue.admin;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How many deliveries of a zone stand where. Immutable. */
public final class ZoneCounts {
  private final String zone;
  private final Map<DeliveryState, Long> counts;
  private final Optional<Instant> oldest;

  ZoneCounts(String zone, Map<DeliveryState, Long> counts, Optional<Instant> oldest) {
    this.zone = zone;
    this.counts = Map.copyOf(counts);
    this.oldest = oldest;
  }

  /** The zone. */
  public String zone() {
    return zone;
  }

  /** Those in a state. Those of a paused zone or domain are counted as ready. */
  public long count(DeliveryState state) {
    return counts.getOrDefault(state, 0L);
  }

  /** When the oldest one was put into the queue. */
  public Optional<Instant> oldest() {
    return oldest;
  }
}
