package email.wildduck.james.queue.metrics;

import email.wildduck.james.queue.admin.DeliveryState;
import email.wildduck.james.queue.admin.QueueCounts;
import email.wildduck.james.queue.admin.QueueOverview;
import email.wildduck.james.queue.pause.Pause;
import email.wildduck.james.queue.pause.Pauses;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Gauges of the queue, the same on every node because the queue is:
 *
 * <ul>
 *   <li>{@code wildduck_queue_deliveries{zone,state}}: deliveries; queues of James have zones that
 *       begin with {@code james:}
 *   <li>{@code wildduck_queue_oldest_seconds{zone}}: age of the oldest delivery
 *   <li>{@code wildduck_queue_paused{kind,name}}: 1 for what is paused, {@code kind} being {@code
 *       zone} or {@code domain}
 *   <li>{@code wildduck_queue_readable}: 1, or 0 while the database does not answer; the others are
 *       absent then
 *   <li>{@code zonemta_queue_size{type}}: all sending zones under ZoneMTA's name, {@code type}
 *       being {@code queued} (due) or {@code deferred} ({@code spec/observability.md} §1)
 * </ul>
 */
public final class QueueGauges {
  private static final List<DeliveryState> STATES =
      List.of(
          DeliveryState.READY,
          DeliveryState.DEFERRED,
          DeliveryState.LEASED,
          DeliveryState.STAGED,
          DeliveryState.SET_ASIDE,
          DeliveryState.ELSEWHERE);

  private final QueueReader reader;
  private final Clock clock;

  /** Counts with these. */
  public QueueGauges(QueueOverview overview, Pauses pauses, Clock clock) {
    this.reader = new QueueReader(overview, pauses, clock);
    this.clock = clock;
  }

  /** Shows them in a registry that has none of them yet. */
  public void register(PrometheusRegistry registry) {
    gauge("wildduck_queue_deliveries", "Deliveries in the queue", "zone", "state")
        .callback(ofGoodReading(this::deliveries))
        .register(registry);
    gauge("wildduck_queue_oldest_seconds", "Age of the oldest delivery", "zone")
        .callback(ofGoodReading(this::oldest))
        .register(registry);
    gauge("wildduck_queue_paused", "Zones and domains that are paused", "kind", "name")
        .callback(ofGoodReading(this::paused))
        .register(registry);
    gauge("zonemta_queue_size", "Deliveries of all sending zones, as ZoneMTA counts", "type")
        .callback(ofGoodReading(this::asZoneMta))
        .register(registry);
    gauge("wildduck_queue_readable", "Whether the queue could be counted")
        .callback(gauge -> gauge.call(reader.current().isGood() ? 1 : 0))
        .register(registry);
  }

  private void deliveries(QueueReading reading, GaugeWithCallback.Callback gauge) {
    for (QueueCounts zone : reading.zones()) {
      STATES.forEach(state -> gauge.call((double) zone.count(state), zone.name(), name(state)));
    }
  }

  private void oldest(QueueReading reading, GaugeWithCallback.Callback gauge) {
    for (QueueCounts zone : reading.zones()) {
      zone.oldest()
          .map(created -> Duration.between(created, clock.instant()).toMillis() / 1000.0)
          .ifPresent(age -> gauge.call(Math.max(0, age), zone.name()));
    }
  }

  private void paused(QueueReading reading, GaugeWithCallback.Callback gauge) {
    for (Pause pause : reading.pauses()) {
      gauge.call(1, pause.kind().text(), pause.name());
    }
  }

  private void asZoneMta(QueueReading reading, GaugeWithCallback.Callback gauge) {
    gauge.call(sum(reading, QueueCounts::due), "queued");
    gauge.call(sum(reading, QueueCounts::later), "deferred");
  }

  private static double sum(QueueReading reading, ToLongFunction<QueueCounts> count) {
    return (double)
        reading.zones().stream().filter(zone -> !zone.isQueueOfJames()).mapToLong(count).sum();
  }

  private Consumer<GaugeWithCallback.Callback> ofGoodReading(Samples samples) {
    return gauge -> {
      QueueReading reading = reader.current();
      if (reading.isGood()) {
        samples.write(reading, gauge);
      }
    };
  }

  private static GaugeWithCallback.Builder gauge(String name, String help, String... labels) {
    return GaugeWithCallback.builder().name(name).help(help).labelNames(labels);
  }

  private static String name(DeliveryState state) {
    return state.text().replace('-', '_');
  }

  private interface Samples {
    void write(QueueReading reading, GaugeWithCallback.Callback gauge);
  }
}
