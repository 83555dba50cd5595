package email.wildduck.james.core.cert;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/** Values of a registry. */
final class TestMetrics {
  private TestMetrics() {}

  /**
   * @param name without {@code _total}
   * @param labelValue of the only label, if it has one
   * @return 0 when there is none
   */
  static double value(PrometheusRegistry registry, String name, String... labelValue) {
    for (MetricSnapshot snapshot : registry.scrape(n -> n.equals(name))) {
      if (snapshot instanceof CounterSnapshot counter) {
        return counter.getDataPoints().stream()
            .filter(
                point ->
                    List.of(labelValue)
                        .equals(point.getLabels().stream().map(l -> l.getValue()).toList()))
            .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
            .sum();
      }
      if (snapshot instanceof GaugeSnapshot gauge) {
        return gauge.getDataPoints().stream()
            .filter(
                point ->
                    List.of(labelValue)
                        .equals(point.getLabels().stream().map(l -> l.getValue()).toList()))
            .mapToDouble(GaugeSnapshot.GaugeDataPointSnapshot::getValue)
            .sum();
      }
    }
    return 0;
  }
}
