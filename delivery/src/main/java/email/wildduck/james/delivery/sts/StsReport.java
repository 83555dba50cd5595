package email.wildduck.james.delivery.sts;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells administrators about policies: the lines {@code MTASTS} and {@code MTASTSFAIL} in the log,
 * and the counter {@code wildduck_mta_sts_fetches_total} with the label {@code result} ({@code
 * fetched}, {@code failed}). Thread-safe.
 */
public final class StsReport {
  private static final Logger LOGGER = LoggerFactory.getLogger(StsReport.class);

  private final Counter fetches;

  /** The counter is registered here, so there can be one object for each registry. */
  public StsReport(PrometheusRegistry registry) {
    fetches =
        Counter.builder()
            .name("wildduck_mta_sts_fetches_total")
            .help("MTA-STS policies that were asked for")
            .labelNames("result")
            .register(registry);
  }

  void fetched(String domain, String id, StsPolicy policy) {
    LOGGER.info("MTASTS domain={} id={} policy={}", domain, id, policy);
    fetches.labelValues("fetched").inc();
  }

  void notFetched(String domain, String id, StsException failure) {
    LOGGER.warn("MTASTSFAIL domain={} id={} error={}", domain, id, failure.getMessage());
    fetches.labelValues("failed").inc();
  }
}
