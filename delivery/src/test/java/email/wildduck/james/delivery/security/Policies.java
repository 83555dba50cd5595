package email.wildduck.james.delivery.security;

import email.wildduck.james.core.TestRedis;
import email.wildduck.james.delivery.Sending;
import email.wildduck.james.delivery.TestDns;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.attempt.TargetHost;
import email.wildduck.james.delivery.attempt.Transport;
import email.wildduck.james.delivery.dane.DaneLookup;
import email.wildduck.james.delivery.dns.DnsException;
import email.wildduck.james.delivery.dns.LocalDnsServer;
import email.wildduck.james.delivery.dns.SignedZone;
import email.wildduck.james.delivery.dns.ValidatedDns;
import email.wildduck.james.delivery.sts.PolicyTexts;
import email.wildduck.james.delivery.sts.SharedPolicies;
import email.wildduck.james.delivery.sts.StsPolicies;
import email.wildduck.james.delivery.sts.StsReport;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Type;

/**
 * Domains with policies: {@code shop.example} is signed, with the host {@code mx.example}; {@code
 * plain.test} is not, with the host {@code mx.plain.test}. All hosts are on 127.0.0.1.
 */
final class Policies implements AutoCloseable {
  private final TestRedis redis = TestRedis.start();

  World world() {
    return new World();
  }

  @Override
  public void close() {
    redis.close();
  }

  final class World implements AutoCloseable {
    private final SignedZone zone =
        new SignedZone()
            .add("shop.example", Type.MX, "10 mx.example.")
            .add("mx.example", Type.A, "127.0.0.1")
            .add("other.test", Type.MX, "10 mx.example.");
    private final LocalDnsServer server = LocalDnsServer.start(zone::answer);
    private final TestDns dns =
        new TestDns()
            .host("mx.example", "127.0.0.1")
            .mx("plain.test", 10, "mx.plain.test")
            .host("mx.plain.test", "127.0.0.1");
    private final PolicyTexts texts = new PolicyTexts();
    private final PrometheusRegistry metrics = new PrometheusRegistry();
    private final List<Transport> transports = new ArrayList<>();
    private final PublishedSecurity security = security();

    private PublishedSecurity security() {
      PolicyReport report = new PolicyReport(metrics);
      StsPolicies sts =
          new StsPolicies(
              texts,
              texts,
              new SharedPolicies(redis.brokenCommands()),
              new StsReport(metrics),
              Clock.systemUTC());
      DaneLookup dane =
          new DaneLookup(
              ValidatedDns.validating(
                  server.resolver(),
                  zone.trustAnchor(),
                  Clock.systemUTC(),
                  Duration.ofSeconds(20),
                  Duration.ofHours(1)));
      return new PublishedSecurity(Optional.of(dane), new StsSecurity(sts, report), report);
    }

    /** The SHA-256 of the certificate's key, for the host itself. */
    World tlsa(int port, X509Certificate certificate) {
      try {
        byte[] digest =
            MessageDigest.getInstance("SHA-256").digest(certificate.getPublicKey().getEncoded());
        zone.add(name(port), Type.TLSA, "3 1 1 " + HexFormat.of().formatHex(digest));
        return this;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    World unusableTlsa(int port) {
      zone.add(name(port), Type.TLSA, "1 1 1 " + "ab".repeat(32));
      return this;
    }

    World forge(String type, int port) {
      zone.forge(type + " " + name(port));
      return this;
    }

    private String name(int port) {
      return "_" + port + "._tcp.mx.example";
    }

    /** What DNS without DNSSEC says. */
    World mailExchanger(String domain, String host) {
      dns.mx(domain, 10, host).host(host, "127.0.0.1");
      return this;
    }

    World sts(String domain, String mode, String pattern) {
      texts.publish(domain, mode, pattern);
      return this;
    }

    Target plain(int port) {
      return Target.mxOf("plain.test").onPort(port);
    }

    Target relay(String host, int port) {
      return Target.hosts(List.of(TargetHost.named(host))).onPort(port);
    }

    Transport transport() {
      return keep(Sending.transport(Sending.SETTINGS, complete(), security));
    }

    Transport trusting(X509Certificate certificate) {
      return keep(Sending.trusting(certificate, complete(), security));
    }

    /** The host of the shop, unless the test has named another. */
    private TestDns complete() {
      try {
        if (dns.mailExchangers("shop.example").isEmpty()) {
          dns.mx("shop.example", 10, "mx.example");
        }
        return dns;
      } catch (DnsException e) {
        throw new IllegalStateException(e);
      }
    }

    private Transport keep(Transport transport) {
      transports.add(transport);
      return transport;
    }

    int count(String policy, String result) {
      return (int)
          metrics.scrape(name -> name.startsWith("wildduck_tls_policies")).stream()
              .flatMap(found -> ((CounterSnapshot) found).getDataPoints().stream())
              .filter(
                  point -> point.getLabels().equals(Labels.of("policy", policy, "result", result)))
              .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
              .sum();
    }

    @Override
    public void close() {
      transports.forEach(Transport::close);
      server.close();
    }
  }
}
