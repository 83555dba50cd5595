package email.wildduck.james.queue.james;

import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.api.TimeMetric;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueName;

/** What a queue counts and times, under the names that James' queues use. */
final class QueueMetrics {
  /** The mails of a queue that could not be read or were rejected. */
  static final String SET_ASIDE_METRIC_NAME_PREFIX = "setAsideMail:";

  private final MetricFactory factory;
  private final String name;
  private final Metric enqueued;
  private final Metric dequeued;
  private final Metric setAside;

  QueueMetrics(MetricFactory factory, MailQueueName name) {
    this.factory = factory;
    this.name = name.asString();
    this.enqueued = factory.generate(MailQueue.ENQUEUED_METRIC_NAME_PREFIX + this.name);
    this.dequeued = factory.generate(MailQueue.DEQUEUED_METRIC_NAME_PREFIX + this.name);
    this.setAside = factory.generate(SET_ASIDE_METRIC_NAME_PREFIX + this.name);
  }

  TimeMetric enqueueTimer() {
    return factory.timer(MailQueue.ENQUEUED_TIMER_METRIC_NAME_PREFIX + name);
  }

  void enqueued() {
    enqueued.increment();
  }

  void dequeued() {
    dequeued.increment();
  }

  void setAside() {
    setAside.increment();
  }
}
