package email.wildduck.james.delivery.security;

import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.Protocol;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.attempt.TargetHost;
import email.wildduck.james.delivery.attempt.TlsDemand;
import email.wildduck.james.delivery.attempt.TlsMode;
import email.wildduck.james.delivery.dane.DaneLookup;
import email.wildduck.james.delivery.target.SiteSecurity;
import java.util.Optional;

/**
 * DANE and, where that has nothing to say about certificates, MTA-STS. A given host is asked for
 * its TLSA records only when the zone demands DANE. Thread-safe.
 */
public final class PublishedSecurity implements SiteSecurity {
  private final Optional<DaneLookup> dane;
  private final SiteSecurity sts;
  private final PolicyReport report;

  /**
   * @param dane empty when it is switched off
   * @param sts {@link SiteSecurity#NONE} when it is switched off
   */
  public PublishedSecurity(Optional<DaneLookup> dane, SiteSecurity sts, PolicyReport report) {
    this.dane = dane;
    this.sts = sts;
    this.report = report;
  }

  /** Whether DNS names the hosts of a request, so that the domain's policies are about them. */
  static boolean isForMailExchangers(DeliveryRequest request) {
    Target target = request.target();
    return target.hosts().isEmpty()
        && target.protocol() == Protocol.SMTP
        && !target.isLocalDelivery()
        && !target.domain().startsWith("[");
  }

  @Override
  public TlsDemand required(DeliveryRequest request, TargetHost host) throws DeliveryFailure {
    Optional<TlsDemand> records = records(request, host);
    if (records.filter(demand -> demand.dane().isPresent()).isPresent()) {
      report.count(PolicyReport.DANE, "usable");
      return records.get();
    }
    if (records.isPresent()) {
      report.count(PolicyReport.DANE, "unusable");
    }
    return records.orElse(TlsDemand.of(TlsMode.OFF)).atLeast(sts.required(request, host));
  }

  private Optional<TlsDemand> records(DeliveryRequest request, TargetHost host)
      throws DeliveryFailure {
    if (dane.isEmpty()) {
      return Optional.empty();
    }
    int port = request.target().port();
    try {
      if (isForMailExchangers(request)) {
        return dane.get().ofMailExchanger(request.target().domain(), host.name(), port);
      }
      return request.policy().tls() == TlsMode.DANE
          ? dane.get().ofHost(host.name(), port)
          : Optional.empty();
    } catch (DeliveryFailure e) {
      report.count(PolicyReport.DANE, "unavailable");
      throw e;
    }
  }

  @Override
  public void connected(DeliveryRequest request, TargetHost host, Peer peer) {
    sts.connected(request, host, peer);
  }

  @Override
  public void failed(DeliveryRequest request, TargetHost host, TlsDemand demand, Failure failure) {
    if (demand.dane().isPresent()) {
      report.count(PolicyReport.DANE, "failed");
    } else if (demand.source().startsWith("MTA-STS")) {
      report.count(PolicyReport.MTA_STS, "failed");
    }
  }
}
