package email.wildduck.james.extension.metrics;

import email.wildduck.james.queue.admin.QueueOverview;
import email.wildduck.james.queue.metrics.QueueGauges;
import email.wildduck.james.queue.pause.Pauses;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import javax.inject.Inject;

/** Registers the queue's gauges when it is made. Made eagerly, because nobody asks for it. */
final class RegisteredQueueGauges {

  @Inject
  RegisteredQueueGauges(
      QueueOverview overview, Pauses pauses, PrometheusRegistry metrics, Clock clock) {
    new QueueGauges(overview, pauses, clock).register(metrics);
  }
}
