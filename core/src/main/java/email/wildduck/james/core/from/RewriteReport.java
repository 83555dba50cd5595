package email.wildduck.james.core.from;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells administrators about rewritten senders: the events {@code RWENVELOPE} and {@code RWFROM} in
 * the log, and the counter {@code wildduck_from_rewrites_total} with the label {@code place}
 * ({@code envelope}, {@code header}). Thread-safe.
 */
public final class RewriteReport {
  private static final Logger LOGGER = LoggerFactory.getLogger(RewriteReport.class);

  private final Counter rewrites;

  /** The counter is registered here, so there can be one object for each registry. */
  public RewriteReport(PrometheusRegistry registry) {
    rewrites =
        Counter.builder()
            .name("wildduck_from_rewrites_total")
            .help("Sender addresses that were not the user's and were replaced")
            .labelNames("place")
            .register(registry);
  }

  /** Reports what was rewritten in one message. */
  public void rewritten(String queueId, String username, List<Rewrite> done) {
    for (Rewrite rewrite : done) {
      RewriteLog.event(queueId, username, rewrite).info(LOGGER);
      rewrites.labelValues(rewrite.place().name().toLowerCase(Locale.ROOT)).inc();
    }
  }
}
