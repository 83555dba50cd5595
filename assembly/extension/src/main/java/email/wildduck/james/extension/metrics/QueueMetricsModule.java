package email.wildduck.james.extension.metrics;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import email.wildduck.james.queue.timing.PrometheusQueueTimings;
import email.wildduck.james.queue.timing.QueueTimings;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The queue's gauges and timers, in the product's registry. */
public final class QueueMetricsModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(RegisteredQueueGauges.class).asEagerSingleton();
  }

  @Provides
  @Singleton
  QueueTimings timings(PrometheusRegistry metrics) {
    return new PrometheusQueueTimings(metrics, System::nanoTime);
  }
}
