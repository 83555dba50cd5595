package email.wildduck.james.queue.timing;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;

/**
 * {@code wildduck_queue_step_duration_seconds{step,result}}: a histogram from 1 ms to 10 s; {@code
 * step} is a {@link QueueStep} in lower case, {@code result} is {@code success} or {@code fail}.
 * All of them are there from the start.
 */
public final class PrometheusQueueTimings implements QueueTimings {
  private static final double NANOSECONDS = 1e9;

  private final Histogram durations;
  private final LongSupplier nanoTime;

  /**
   * @param registry must not have a metric of that name yet
   * @param nanoTime {@link System#nanoTime}, but in tests
   */
  public PrometheusQueueTimings(PrometheusRegistry registry, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.durations =
        Histogram.builder()
            .name("wildduck_queue_step_duration_seconds")
            .help("Time that a step of the queue took")
            .labelNames("step", "result")
            .classicOnly()
            .classicUpperBounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
            .register(registry);
    for (QueueStep step : QueueStep.values()) {
      durations.initLabelValues(step.text(), "success");
      durations.initLabelValues(step.text(), "fail");
    }
  }

  @Override
  public Timing start(QueueStep step) {
    return new Running(step, nanoTime.getAsLong());
  }

  private final class Running implements Timing {
    private final QueueStep step;
    private final long begin;
    private boolean good;

    Running(QueueStep step, long begin) {
      this.step = step;
      this.begin = begin;
    }

    @Override
    public void succeeded() {
      good = true;
    }

    @Override
    public void close() {
      durations
          .labelValues(step.text(), good ? "success" : "fail")
          .observe((nanoTime.getAsLong() - begin) / NANOSECONDS);
    }
  }
}
