package email.wildduck.james.core.dkim;

import email.wildduck.james.core.event.Event;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells administrators what was signed and what was not: the events {@code DKIM} and {@code DBFAIL}
 * in the log, and the counters {@code wildduck_dkim_signatures_total} with the label {@code
 * algorithm} and {@code wildduck_dkim_unsigned_total} with the label {@code reason} ({@code
 * no_key}, {@code unusable_key}). Thread-safe.
 */
public final class DkimReport {
  private static final Logger LOGGER = LoggerFactory.getLogger(DkimReport.class);

  private final Counter signatures;
  private final Counter unsigned;

  /** The counters are registered here, so there can be one object for each registry. */
  public DkimReport(PrometheusRegistry registry) {
    signatures =
        Counter.builder()
            .name("wildduck_dkim_signatures_total")
            .help("DKIM signatures made")
            .labelNames("algorithm")
            .register(registry);
    unsigned =
        Counter.builder()
            .name("wildduck_dkim_unsigned_total")
            .help("Messages that left without a DKIM signature, or without one of several")
            .labelNames("reason")
            .register(registry);
  }

  void signed(String id, List<DkimKey> keys) {
    for (DkimKey key : keys) {
      Event.of("DKIM")
          .about(id)
          .with("domain", key.domain())
          .with("selector", key.selector())
          .with("algorithm", key.algorithm())
          .info(LOGGER);
      signatures.labelValues(key.algorithm()).inc();
    }
  }

  void withoutKey(String id, List<Signatory> signatories) {
    Event.of("DKIM")
        .about(id)
        .with(
            "domain", signatories.stream().map(Signatory::domain).collect(Collectors.joining(",")))
        .with("selector", "none")
        .info(LOGGER);
    unsigned.labelValues("no_key").inc();
  }

  void unusable(String id, DkimKeyException failure) {
    Event.of("DBFAIL")
        .about(id)
        .saying("sent without a signature: " + failure.getMessage())
        .warn(LOGGER);
    unsigned.labelValues("unusable_key").inc();
  }
}
