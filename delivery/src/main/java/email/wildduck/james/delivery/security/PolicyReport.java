package email.wildduck.james.delivery.security;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * Counts what policies came to: {@code wildduck_tls_policies_total} with the labels {@code policy}
 * ({@code dane}, {@code mta-sts}) and {@code result}. Thread-safe.
 */
public final class PolicyReport {
  static final String DANE = "dane";
  static final String MTA_STS = "mta-sts";

  private final Counter results;

  /** The counter is registered here, so there can be one object for each registry. */
  public PolicyReport(PrometheusRegistry registry) {
    results =
        Counter.builder()
            .name("wildduck_tls_policies_total")
            .help("What the security policies of domains came to, host by host")
            .labelNames("policy", "result")
            .register(registry);
  }

  void count(String policy, String result) {
    results.labelValues(policy, result).inc();
  }
}
