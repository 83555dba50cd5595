package email.wildduck.james.smtp.rcpt;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import javax.inject.Inject;
import javax.inject.Singleton;

/**
 * Counts the recipients that clients name in {@code wildduck_recipients_total} with the label
 * {@code result}: {@code accepted}, {@code repeated} (accepted before in the same transaction),
 * {@code denied} (beyond the daily limit) or {@code too_many} (for one message).
 */
@Singleton
public final class RecipientMetrics {
  private final Counter recipients;

  /** The counter is registered here, so there can be one object for each registry. */
  @Inject
  public RecipientMetrics(PrometheusRegistry registry) {
    recipients =
        Counter.builder()
            .name("wildduck_recipients_total")
            .help("Recipients that submission clients named")
            .labelNames("result")
            .register(registry);
  }

  void accepted() {
    recipients.labelValues("accepted").inc();
  }

  void repeated() {
    recipients.labelValues("repeated").inc();
  }

  void denied() {
    recipients.labelValues("denied").inc();
  }

  void tooMany() {
    recipients.labelValues("too_many").inc();
  }
}
