package email.wildduck.james.extension.delivery;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import email.wildduck.james.core.config.DaneConfiguration;
import email.wildduck.james.core.config.MtaStsConfiguration;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.delivery.dane.DaneLookup;
import email.wildduck.james.delivery.dns.DnsJavaMailDns;
import email.wildduck.james.delivery.dns.NameServers;
import email.wildduck.james.delivery.dns.ValidatedDns;
import email.wildduck.james.delivery.security.PolicyReport;
import email.wildduck.james.delivery.security.PublishedSecurity;
import email.wildduck.james.delivery.security.StsSecurity;
import email.wildduck.james.delivery.sts.SharedPolicies;
import email.wildduck.james.delivery.sts.StsPolicies;
import email.wildduck.james.delivery.sts.StsReport;
import email.wildduck.james.delivery.sts.WebPolicySource;
import email.wildduck.james.delivery.target.SiteSecurity;
import email.wildduck.james.extension.store.Stores;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.xbill.DNS.Resolver;

/** DNS, and what domains publish in it about the encryption of their mail. */
public final class SiteSecurityModule extends AbstractModule {
  private static final Duration DNS_LIMIT = Duration.ofSeconds(10);
  private static final Duration DNSSEC_LIMIT = Duration.ofSeconds(20);
  private static final Duration DNS_KEPT = Duration.ofMinutes(10);

  @Provides
  @Singleton
  DnsJavaMailDns mailDns() {
    return DnsJavaMailDns.ofSystem(DNS_LIMIT, DNS_KEPT);
  }

  @Provides
  @Singleton
  SiteSecurity siteSecurity(
      WildDuckConfiguration configuration,
      DnsJavaMailDns dns,
      Stores stores,
      PrometheusRegistry metrics,
      Clock clock)
      throws NoSuchAlgorithmException {
    PolicyReport report = new PolicyReport(metrics);
    SiteSecurity sts =
        configuration.mtaSts().isEnabled()
            ? new StsSecurity(policies(configuration.mtaSts(), dns, stores, metrics, clock), report)
            : SiteSecurity.NONE;
    return new PublishedSecurity(dane(configuration.dane(), clock), sts, report);
  }

  private static StsPolicies policies(
      MtaStsConfiguration configuration,
      DnsJavaMailDns dns,
      Stores stores,
      PrometheusRegistry metrics,
      Clock clock)
      throws NoSuchAlgorithmException {
    return new StsPolicies(
        dns,
        WebPolicySource.of(SSLContext.getDefault(), configuration.timeout()),
        new SharedPolicies(stores.redis().commands()),
        new StsReport(metrics),
        clock);
  }

  private static Optional<DaneLookup> dane(DaneConfiguration configuration, Clock clock) {
    if (!configuration.isEnabled()) {
      return Optional.empty();
    }
    Resolver resolver =
        configuration.nameServer().map(NameServers::of).orElseGet(NameServers::ofSystem);
    ValidatedDns dns =
        configuration.validation() == DaneConfiguration.Validation.OWN
            ? ValidatedDns.validating(
                resolver, configuration.trustAnchor(), clock, DNSSEC_LIMIT, DNS_KEPT)
            : ValidatedDns.believing(resolver, DNSSEC_LIMIT, DNS_KEPT);
    return Optional.of(new DaneLookup(dns));
  }
}
