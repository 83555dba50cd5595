package email.wildduck.james.core.from;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class RewriteReportTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final RewriteReport report = new RewriteReport(registry);

  @Test
  void rewritesAreCountedByPlace() {
    Rewrite envelope = Rewrite.of(Rewrite.Place.ENVELOPE, "a@b.example", "alice@example.com");
    Rewrite header = Rewrite.of(Rewrite.Place.HEADER, "a@b.example", "alice@example.com");

    report.rewritten("1a20922255b000ab2b", "alice", List.of(envelope, header));
    report.rewritten("1a20922255b000ab2c", "alice", List.of(header));

    assertThat(count("envelope")).isEqualTo(1);
    assertThat(count("header")).isEqualTo(2);
  }

  private double count(String place) {
    return registry.scrape().stream()
        .filter(CounterSnapshot.class::isInstance)
        .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
        .filter(point -> place.equals(point.getLabels().get("place")))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }
}
