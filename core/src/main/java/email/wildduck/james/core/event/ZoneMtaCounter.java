package email.wildduck.james.core.event;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A counter under a name of ZoneMTA, which ends without {@code _total}: Prometheus' client gives
 * that to each of its own. So the type is {@code untyped}. Thread-safe.
 */
final class ZoneMtaCounter implements Collector {
  private final String name;
  private final String help;
  private final String[] labels;
  private final Map<List<String>, LongAdder> counts = new ConcurrentHashMap<>();

  /** Without labels it begins with 0, as ZoneMTA's does. */
  ZoneMtaCounter(String name, String help, List<String> labels) {
    this.name = name;
    this.help = help;
    this.labels = labels.toArray(new String[0]);
    if (labels.isEmpty()) {
      counts.put(List.of(), new LongAdder());
    }
  }

  /** One more, with a value for each label. */
  void add(String... values) {
    counts.computeIfAbsent(List.of(values), key -> new LongAdder()).increment();
  }

  @Override
  public MetricSnapshot collect() {
    UnknownSnapshot.Builder snapshot = UnknownSnapshot.builder().name(name).help(help);
    counts.forEach(
        (values, count) ->
            snapshot.dataPoint(
                UnknownDataPointSnapshot.builder()
                    .labels(Labels.of(labels, values.toArray(new String[0])))
                    .value((double) count.sum())
                    .build()));
    return snapshot.build();
  }
}
