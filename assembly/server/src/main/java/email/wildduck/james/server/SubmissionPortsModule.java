package email.wildduck.james.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import email.wildduck.james.core.cert.CachedCertificates;
import email.wildduck.james.core.cert.CertificateEvents;
import email.wildduck.james.core.cert.CertificateMetrics;
import email.wildduck.james.core.cert.CertificateRepository;
import email.wildduck.james.core.cert.CertificateSearch;
import email.wildduck.james.core.config.CertsConfiguration;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.crypto.StoredSecret;
import email.wildduck.james.extension.store.Stores;
import email.wildduck.james.smtp.netty.SubmissionServerFactory;
import email.wildduck.james.smtp.tls.PortTlsFactory;
import email.wildduck.james.smtp.tls.TlsThreads;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.Optional;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.smtpserver.netty.SMTPServerFactory;

/** Opens submission ports of our own in the place of James'. */
final class SubmissionPortsModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(SubmissionServerFactory.class).in(Scopes.SINGLETON);
    bind(SMTPServerFactory.class).to(SubmissionServerFactory.class);
  }

  @Provides
  @Singleton
  CertificateEvents certificateEvents(Clock clock, PrometheusRegistry registry) {
    return new CertificateEvents(clock, registry);
  }

  @Provides
  @Singleton
  CertificateMetrics certificateMetrics(PrometheusRegistry registry) {
    return new CertificateMetrics(registry);
  }

  @Provides
  @Singleton
  CertificateSearch storedCertificates(
      Stores stores,
      WildDuckConfiguration configuration,
      TlsThreads threads,
      Clock clock,
      CertificateEvents events,
      CertificateMetrics metrics) {
    CertsConfiguration certs = configuration.certs();
    if (!certs.enabled()) {
      return name -> Optional.empty();
    }
    CertificateRepository repository =
        new CertificateRepository(
            stores.mongo().main(), StoredSecret.of(certs.secret(), certs.cipher()), clock, events);
    CachedCertificates cached =
        new CachedCertificates(repository::find, threads.lookups(), clock, certs.refresh(), events);
    metrics.watch(cached::inUse);
    return cached;
  }

  @Provides
  @Singleton
  PortTlsFactory tls(
      FileSystem fileSystem,
      CertificateSearch search,
      TlsThreads threads,
      Clock clock,
      WildDuckConfiguration configuration,
      CertificateEvents events,
      CertificateMetrics metrics) {
    return new PortTlsFactory(
        fileSystem,
        search,
        threads.handshakes(),
        clock,
        configuration.certs().refresh(),
        events,
        metrics);
  }
}
