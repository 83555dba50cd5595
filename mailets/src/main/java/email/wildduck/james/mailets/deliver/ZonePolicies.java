package email.wildduck.james.mailets.deliver;

import email.wildduck.james.core.config.ZoneConfiguration;
import email.wildduck.james.core.config.ZoneLoginConfiguration;
import email.wildduck.james.core.config.ZoneSendingConfiguration;
import email.wildduck.james.core.config.ZonesConfiguration;
import email.wildduck.james.delivery.attempt.DeliveryPolicy;
import email.wildduck.james.delivery.attempt.Ipv6Use;
import email.wildduck.james.delivery.attempt.Login;
import email.wildduck.james.delivery.attempt.ReuseLimits;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.attempt.TargetHost;
import email.wildduck.james.delivery.attempt.TlsMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code <zone>} says about encryption, IPv6, connections and its relay. Immutable. */
final class ZonePolicies {
  private final Map<String, DeliveryPolicy> policies = new HashMap<>();
  private final Map<String, Boolean> clearLogins = new HashMap<>();

  ZonePolicies(ZonesConfiguration zones) {
    for (ZoneConfiguration zone : zones.all()) {
      policies.put(zone.name(), policyOf(zone.sending()));
      clearLogins.put(
          zone.name(),
          zone.sending().auth().map(ZoneLoginConfiguration::isClearAllowed).orElse(false));
    }
  }

  /**
   * Standard rules for a zone that is not configured.
   *
   * @param hasOwnLogin whether the login is the delivery's: the zone's leave to send one without
   *     TLS is for the zone's only
   */
  DeliveryPolicy of(String zone, boolean hasOwnLogin) {
    return policies
        .getOrDefault(zone, DeliveryPolicy.standard())
        .withClearLogin(!hasOwnLogin && clearLogins.getOrDefault(zone, false));
  }

  /** The zone's host with its login. */
  static Optional<Target> relayOf(ZoneConfiguration zone) {
    return zone.host().map(host -> relay(host, zone.sending()));
  }

  private static Target relay(String host, ZoneSendingConfiguration sending) {
    Target plain = Target.hosts(List.of(TargetHost.named(host)));
    Target target = sending.isSecure() ? plain.overImplicitTls() : plain;
    return sending
        .auth()
        .map(auth -> target.withLogin(new Login(auth.user(), auth.pass())))
        .orElse(target);
  }

  private static DeliveryPolicy policyOf(ZoneSendingConfiguration sending) {
    return DeliveryPolicy.standard()
        .withTls(tls(sending))
        .withIpv6(ipv6(sending))
        .withLocalAddressesBlocked(sending.isLocalBlocked())
        .withReuse(new ReuseLimits(sending.cacheTtl(), sending.reuseCount()));
  }

  private static TlsMode tls(ZoneSendingConfiguration sending) {
    switch (sending.tls()) {
      case IGNORED:
        return TlsMode.OFF;
      case REQUIRED:
        return TlsMode.REQUIRED;
      case VERIFIED:
        return TlsMode.VERIFIED;
      case DANE:
        return TlsMode.DANE;
      default:
        return TlsMode.OPPORTUNISTIC;
    }
  }

  private static Ipv6Use ipv6(ZoneSendingConfiguration sending) {
    if (sending.isIpv6Ignored()) {
      return Ipv6Use.IGNORED;
    }
    return sending.isIpv6Preferred() ? Ipv6Use.BEFORE_IPV4 : Ipv6Use.AFTER_IPV4;
  }
}
