package email.wildduck.james.core.sent;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;

/**
 * {@code wildduck_sent_copies_total} with the label {@code result} (stored, skipped, retried,
 * failed), {@code wildduck_sent_copies_waiting} and {@code wildduck_sent_copy_duration_seconds}.
 */
final class SentMetrics {
  private final Counter copies;
  private final Gauge waiting;
  private final Histogram duration;

  /** Registers them, so there can be one object for each registry. */
  SentMetrics(PrometheusRegistry registry) {
    copies =
        Counter.builder()
            .name("wildduck_sent_copies_total")
            .help("Copies for Sent folders by what became of them; retried counts attempts")
            .labelNames("result")
            .register(registry);
    waiting =
        Gauge.builder()
            .name("wildduck_sent_copies_waiting")
            .help("Copies for Sent folders that wait, on all nodes together")
            .register(registry);
    duration =
        Histogram.builder()
            .name("wildduck_sent_copy_duration_seconds")
            .help("Duration of one attempt to store a copy through WildDuck's API")
            .classicUpperBounds(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
            .register(registry);
  }

  void stored() {
    copies.labelValues("stored").inc();
  }

  void skipped() {
    copies.labelValues("skipped").inc();
  }

  void retried() {
    copies.labelValues("retried").inc();
  }

  void failed() {
    copies.labelValues("failed").inc();
  }

  void waiting(long count) {
    waiting.set((double) count);
  }

  void attemptTook(Duration time) {
    duration.observe(time.toNanos() / 1e9);
  }
}
