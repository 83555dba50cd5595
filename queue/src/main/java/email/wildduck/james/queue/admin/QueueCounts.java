package email.wildduck.james.queue.admin;

import email.wildduck.james.queue.store.ZoneFields;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How many deliveries of a zone or a domain stand where. Immutable. */
public final class QueueCounts {
  private final String name;
  private final Map<DeliveryState, Long> counts;
  private final long elsewhereLater;
  private final Optional<Instant> oldest;

  QueueCounts(
      String name, Map<DeliveryState, Long> counts, long elsewhereLater, Optional<Instant> oldest) {
    this.name = name;
    this.counts = Map.copyOf(counts);
    this.elsewhereLater = elsewhereLater;
    this.oldest = oldest;
  }

  /** The zone or the domain. */
  public String name() {
    return name;
  }

  /** Whether it is a queue of James and no sending zone. */
  public boolean isQueueOfJames() {
    return name.startsWith(ZoneFields.JAMES_ZONES);
  }

  /** Those in a state. Those of a paused zone or domain are counted as ready. */
  public long count(DeliveryState state) {
    return counts.getOrDefault(state, 0L);
  }

  /** Those that are due, whoever has them; what ZoneMTA calls queued. Not those set aside. */
  public long due() {
    return count(DeliveryState.READY)
        + count(DeliveryState.LEASED)
        + count(DeliveryState.STAGED)
        + count(DeliveryState.ELSEWHERE)
        - elsewhereLater;
  }

  /** Those whose next attempt is in the future, whoever has them; what ZoneMTA calls deferred. */
  public long later() {
    return count(DeliveryState.DEFERRED) + elsewhereLater;
  }

  /** When the oldest one was put into the queue. */
  public Optional<Instant> oldest() {
    return oldest;
  }
}
