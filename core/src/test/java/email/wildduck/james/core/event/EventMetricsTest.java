package email.wildduck.james.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.event.form.ReportEvent;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventMetricsTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final EventMetrics metrics = new EventMetrics(registry);

  @Test
  void eventsAreCountedUnderOurNamesAndThoseOfZoneMta() {
    metrics.tell(Event.of("QUEUED").about("1"));
    metrics.tell(Event.of("QUEUED").about("2"));
    metrics.tell(Event.of("NOQUEUE").about("3"), new IOException("full"));
    metrics.tell(Event.of("ACCEPTED").about("1.001").with("zone", "default"));
    metrics.tell(Event.of("DEFERRED").about("2.001").with("zone", "default"));
    metrics.tell(Event.of("REJECTED").about("2.002").with("zone", "slow"));
    metrics.tell(Event.of("DROP").about("2.003").with("zone", "slow"));
    metrics.tell(ReportEvent.queued("2.002", ReportEvent.Type.FAILURE, "4"));
    metrics.tell(ReportEvent.failed("2.002", ReportEvent.Type.DELAYED, "no database"));
    metrics.tell(Event.of("SKIPBOUNCE").about("2.002"));

    assertThat(scraped())
        .contains(
            "wildduck_deliveries_total{status=\"delivered\",zone=\"default\"} 1.0",
            "wildduck_deliveries_total{status=\"dropped\",zone=\"slow\"} 1.0",
            "wildduck_messages_total{result=\"queued\"} 3.0",
            "wildduck_messages_total{result=\"failed\"} 2.0",
            "wildduck_reports_total{type=\"failure\"} 1.0",
            "zonemta_delivery_status{status=\"delivered\",zone=\"default\"} 1.0",
            "zonemta_delivery_status{status=\"deferred\",zone=\"default\"} 1.0",
            "zonemta_delivery_status{status=\"rejected\",zone=\"slow\"} 1.0",
            "zonemta_message_push{result=\"success\"} 3.0",
            "zonemta_message_push{result=\"fail\"} 2.0",
            "zonemta_bounce_generation 1.0",
            "zonemta_message_drop 1.0")
        .doesNotContain(
            "zonemta_delivery_status{status=\"dropped\",zone=\"slow\"} 1.0",
            "wildduck_reports_total{type=\"delayed\"} 1.0");
  }

  private List<String> scraped() {
    List<String> lines = new ArrayList<>();
    for (MetricSnapshot metric : registry.scrape()) {
      String name = metric.getMetadata().getPrometheusName();
      if (metric instanceof CounterSnapshot counter) {
        counter.getDataPoints().forEach(p -> lines.add(line(name + "_total", p, p.getValue())));
      } else {
        ((UnknownSnapshot) metric)
            .getDataPoints()
            .forEach(point -> lines.add(line(name, point, point.getValue())));
      }
    }
    return lines;
  }

  private static String line(String name, DataPointSnapshot point, double value) {
    return name + (point.getLabels().isEmpty() ? "" : point.getLabels()) + " " + value;
  }
}
