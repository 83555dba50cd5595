package email.wildduck.james.queue.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PrometheusQueueTimingsTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final AtomicLong time = new AtomicLong();
  private final QueueTimings timings = new PrometheusQueueTimings(registry, time::get);

  @Test
  void stepThatSucceedsIsObservedAsSuccess() {
    try (QueueTimings.Timing timing = timings.start(QueueStep.HAND_OVER)) {
      time.addAndGet(TimeUnit.MILLISECONDS.toNanos(1500));
      timing.succeeded();
    }

    HistogramSnapshot.HistogramDataPointSnapshot point = onlyPoint();
    assertThat(point.getLabels().get("step")).isEqualTo("hand_over");
    assertThat(point.getLabels().get("result")).isEqualTo("success");
    assertThat(point.getSum()).isEqualTo(1.5);
  }

  @Test
  void stepThatIsLeftByAnExceptionIsObservedAsFailed() {
    try (QueueTimings.Timing timing = timings.start(QueueStep.TAKE)) {
      assertThat(timing).isNotNull();
    }

    assertThat(onlyPoint().getLabels().get("result")).isEqualTo("fail");
    assertThat(onlyPoint().getCount()).isEqualTo(1);
  }

  @Test
  void workIsTimedAndItsResultOrExceptionPassedOn() {
    assertThat(timings.<String, RuntimeException>timed(QueueStep.LOAD, () -> "found"))
        .isEqualTo("found");
    assertThat(onlyPoint().getLabels().get("result")).isEqualTo("success");
    assertThatThrownBy(
            () ->
                timings.timed(
                    QueueStep.DEFER,
                    () -> {
                      throw new IOException("away");
                    }))
        .isInstanceOf(IOException.class);
    assertThat(points()).hasSize(2);
  }

  @Test
  void eachStepIsThereFromTheStart() {
    assertThat(all()).hasSize(2 * QueueStep.values().length);
  }

  private HistogramSnapshot.HistogramDataPointSnapshot onlyPoint() {
    assertThat(points()).hasSize(1);
    return points().get(0);
  }

  private List<HistogramSnapshot.HistogramDataPointSnapshot> points() {
    return all().stream().filter(point -> point.getCount() > 0).toList();
  }

  private List<HistogramSnapshot.HistogramDataPointSnapshot> all() {
    return ((HistogramSnapshot) registry.scrape().stream().findFirst().orElseThrow())
        .getDataPoints();
  }
}
