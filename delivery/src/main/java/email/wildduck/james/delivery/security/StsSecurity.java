package email.wildduck.james.delivery.security;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.attempt.TargetHost;
import email.wildduck.james.delivery.attempt.TlsDemand;
import email.wildduck.james.delivery.attempt.TlsInfo;
import email.wildduck.james.delivery.attempt.TlsMode;
import email.wildduck.james.delivery.sts.StsMode;
import email.wildduck.james.delivery.sts.StsPolicies;
import email.wildduck.james.delivery.sts.StsPolicy;
import email.wildduck.james.delivery.target.SiteSecurity;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds mail exchangers to the MTA-STS policy of their domain (RFC 8461 §4, §5). With {@code
 * testing} it only says, as {@code MTASTSTEST}, what {@code enforce} would have come to.
 * Thread-safe.
 */
public final class StsSecurity implements SiteSecurity {
  private static final Logger LOGGER = LoggerFactory.getLogger(StsSecurity.class);
  private static final String MISMATCH = " is not in the MTA-STS policy of ";

  private final StsPolicies policies;
  private final PolicyReport report;

  /** With these policies. */
  public StsSecurity(StsPolicies policies, PolicyReport report) {
    this.policies = policies;
    this.report = report;
  }

  @Override
  public TlsDemand required(DeliveryRequest request, TargetHost host) throws DeliveryFailure {
    if (!applies(request)) {
      return TlsDemand.of(TlsMode.OFF);
    }
    String domain = domain(request);
    Optional<StsPolicy> policy = policies.policyOf(domain);
    return policy.isPresent()
        ? required(request, host, domain, policy.get())
        : TlsDemand.of(TlsMode.OFF);
  }

  private TlsDemand required(
      DeliveryRequest request, TargetHost host, String domain, StsPolicy policy)
      throws DeliveryFailure {
    boolean allowed = policy.allows(AddressNormalizer.asciiDomain(host.name()));
    if (policy.mode() == StsMode.ENFORCE && !allowed) {
      report.count(PolicyReport.MTA_STS, "mismatch");
      throw new DeliveryFailure(
          Failure.found(
              FailureCause.POLICY,
              Stage.LOOKUP,
              SmtpReply.of(451, "4.7.0", printable(host.name()) + MISMATCH + printable(domain))));
    }
    if (policy.mode() == StsMode.ENFORCE) {
      report.count(PolicyReport.MTA_STS, "enforced");
      return TlsDemand.of(TlsMode.VERIFIED).by("MTA-STS of " + printable(domain));
    }
    if (policy.mode() == StsMode.TESTING && !allowed) {
      report.count(PolicyReport.MTA_STS, "testing_mismatch");
      LOGGER.info("{}: MTASTSTEST {}{}{}", request.id(), host.name(), MISMATCH, domain);
    }
    return TlsDemand.of(TlsMode.OFF);
  }

  /** Under a policy in {@code testing} a connection that {@code enforce} would not have allowed. */
  @Override
  public void connected(DeliveryRequest request, TargetHost host, Peer peer) {
    if (!applies(request)) {
      return;
    }
    Optional<StsPolicy> policy =
        policies.policyOf(domain(request)).filter(found -> found.mode() == StsMode.TESTING);
    if (policy.isPresent()) {
      boolean verified = peer.tls().filter(TlsInfo::isVerified).isPresent();
      report.count(PolicyReport.MTA_STS, verified ? "testing_verified" : "testing_unverified");
      if (!verified) {
        LOGGER.info(
            "{}: MTASTSTEST {} would not be used: {}",
            request.id(),
            peer,
            peer.tls().flatMap(TlsInfo::certificateFault).orElse("no encryption"));
      }
    }
  }

  private static boolean applies(DeliveryRequest request) {
    return PublishedSecurity.isForMailExchangers(request) && !request.target().isWithoutMtaSts();
  }

  private static String domain(DeliveryRequest request) {
    return AddressNormalizer.asciiDomain(request.target().domain()).toLowerCase(Locale.ROOT);
  }

  private static String printable(String name) {
    return name.replaceAll("[^ -~]", "?");
  }
}
