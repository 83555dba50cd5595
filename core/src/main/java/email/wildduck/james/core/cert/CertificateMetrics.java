package email.wildduck.james.core.cert;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Counts and dates of certificates:
 *
 * <ul>
 *   <li>{@code wildduck_tls_certificate_lookups_total{result}}: one for each full handshake; {@code
 *       hit} a certificate of its own, {@code default} the port's own, {@code error} the port's own
 *       because the database did not answer
 *   <li>{@code wildduck_tls_certificate_expiry_timestamp_seconds{servername}}: when the
 *       certificates in use expire, in seconds since 1970; of several of a name that which expires
 *       first, for a thousand names at most
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class CertificateMetrics {
  private static final int MAX_NAMES = 1000;

  private final Counter lookups;
  private final List<Supplier<? extends Collection<ServerCertificate>>> inUse =
      new CopyOnWriteArrayList<>();

  /** Both are registered here, so there can be one object for each registry. */
  public CertificateMetrics(PrometheusRegistry registry) {
    lookups =
        Counter.builder()
            .name("wildduck_tls_certificate_lookups_total")
            .help("Handshakes by where their certificate came from")
            .labelNames("result")
            .register(registry);
    GaugeWithCallback.builder()
        .name("wildduck_tls_certificate_expiry_timestamp_seconds")
        .help("When the certificates in use expire")
        .labelNames("servername")
        .callback(
            gauge -> expiries().forEach((name, expires) -> gauge.call(expires.doubleValue(), name)))
        .register(registry);
  }

  /** Shows the certificates of one more place. */
  public void watch(Supplier<? extends Collection<ServerCertificate>> certificates) {
    inUse.add(certificates);
  }

  void count(String result) {
    lookups.labelValues(result).inc();
  }

  private Map<String, Long> expiries() {
    Map<String, Long> expiries = new TreeMap<>();
    inUse.stream()
        .flatMap(place -> place.get().stream())
        .limit(MAX_NAMES)
        .forEach(c -> expiries.merge(c.name(), c.expires().getEpochSecond(), Math::min));
    return expiries;
  }
}
