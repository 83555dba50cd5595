package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.zone.DeliveryIntake;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives deliveries to the consumers of this process in the moment in which they come into their
 * zones. Thread-safe.
 */
public final class ConsumerIntake implements DeliveryIntake {
  private final Map<String, ZoneConsumer> consumers = new ConcurrentHashMap<>();

  /** From now on the consumer is given deliveries. */
  public void add(ZoneConsumer consumer) {
    consumers.put(consumer.zone(), consumer);
  }

  /** Whether a domain has as many connections in a zone as it may have; false elsewhere. */
  public boolean isAtLimit(String zone, String domain) {
    return Optional.ofNullable(consumers.get(zone))
        .filter(consumer -> consumer.places().busy().stream().anyMatch(domain::equalsIgnoreCase))
        .isPresent();
  }

  /** Whether a zone has more deliveries waiting than can begin, which are soon worked on. */
  public boolean isBehind() {
    return consumers.values().stream().anyMatch(ZoneConsumer::isBehind);
  }

  @Override
  public Optional<Place> reserve(String zone, String domain) {
    return Optional.ofNullable(consumers.get(zone)).flatMap(consumer -> consumer.reserve(domain));
  }
}
