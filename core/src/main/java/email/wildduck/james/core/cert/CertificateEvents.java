package email.wildduck.james.core.cert;

import email.wildduck.james.core.cache.LruMap;
import email.wildduck.james.core.event.Event;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to certificates, in the log and in {@code wildduck_tls_certificates_broken_total}:
 *
 * <ul>
 *   <li>{@code CERTLOADED}, {@code CERTRENEWED}: it is in use from now on
 *   <li>{@code CERTBROKEN}: a file or document cannot be used; what was in use before stays
 *   <li>{@code CERTEXPIRED}: it is past its end; once for each certificate
 *   <li>{@code CERTLOOKUPFAILED}: the database did not answer; once for each outage
 * </ul>
 *
 * <p>Facts: {@code servername}, {@code expires}, {@code source}, {@code error}. Thread-safe.
 */
public final class CertificateEvents {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateEvents.class);
  private static final int MAX_REMEMBERED = 1000;

  private final Clock clock;
  private final Counter broken;
  private final Map<String, Boolean> expired =
      Collections.synchronizedMap(new LruMap<>(MAX_REMEMBERED));

  /** The counter is registered here, so there can be one object for each registry. */
  public CertificateEvents(Clock clock, PrometheusRegistry registry) {
    this.clock = clock;
    this.broken =
        Counter.builder()
            .name("wildduck_tls_certificates_broken_total")
            .help("Files and documents with a certificate that could not be used")
            .register(registry);
  }

  void loaded(ServerCertificate certificate, String source) {
    about("CERTLOADED", certificate).with("source", source).info(LOG);
    warnWhenExpired(certificate);
  }

  void renewed(ServerCertificate certificate, String source) {
    about("CERTRENEWED", certificate).with("source", source).info(LOG);
    warnWhenExpired(certificate);
  }

  void broken(String servername, String source, Exception reason) {
    broken.inc();
    Event.of("CERTBROKEN")
        .with("servername", servername)
        .with("source", source)
        .with("error", String.valueOf(reason.getMessage()))
        .error(LOG, reason);
  }

  void lookupFailed(ServerName name, Throwable reason) {
    Event.of("CERTLOOKUPFAILED")
        .with("servername", name.toString())
        .with("error", String.valueOf(reason.getMessage()))
        .warn(LOG, reason);
  }

  void warnWhenExpired(ServerCertificate certificate) {
    if (clock.instant().isAfter(certificate.expires())
        && expired.put(certificate.id(), true) == null) {
      about("CERTEXPIRED", certificate).warn(LOG);
    }
  }

  private static Event about(String word, ServerCertificate certificate) {
    return Event.of(word)
        .with("servername", certificate.name())
        .with("expires", certificate.expires().toString());
  }
}
