package email.wildduck.james.delivery.local;

import email.wildduck.james.core.config.LocalDeliveryConfiguration;
import email.wildduck.james.core.config.ZoneConfiguration;
import email.wildduck.james.core.config.ZonesConfiguration;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.attempt.TargetHost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where mail for recipients of this WildDuck is handed over: mailboxes to its LMTP server if one is
 * configured; all else to the {@code host} of {@code deliveryZone} or, without that zone, to {@code
 * targetHost}. Immutable.
 */
public final class LocalTargets {
  private final LocalDeliveryConfiguration configuration;
  private final Map<String, ZoneConfiguration> zones = new HashMap<>();

  /** With the hosts and ports of all zones. */
  public LocalTargets(LocalDeliveryConfiguration configuration, ZonesConfiguration zones) {
    this.configuration = configuration;
    zones.all().forEach(zone -> this.zones.put(zone.name(), zone));
  }

  /**
   * The target; empty when the zone for local mail has no host, so that the MX counts.
   *
   * @param zone the zone of the delivery, whose port is that of {@code targetHost} where no other
   *     is given
   */
  public Optional<Target> targetFor(LocalRecipient recipient, String zone) {
    Optional<Target> target =
        recipient == LocalRecipient.MAILBOX && configuration.lmtpHost().isPresent()
            ? configuration
                .lmtpHost()
                .map(host -> to(host).onPort(configuration.lmtpPort()).overLmtp())
            : overSmtp(zone);
    return target.map(Target::asLocalDelivery);
  }

  private Optional<Target> overSmtp(String zone) {
    if (configuration.deliveryZone().isEmpty()) {
      int port = configuration.targetPort().orElseGet(() -> portOf(zone));
      return Optional.of(to(configuration.targetHost()).onPort(port));
    }
    String ofLocalMail = configuration.deliveryZone().get();
    return Optional.ofNullable(zones.get(ofLocalMail))
        .flatMap(ZoneConfiguration::host)
        .map(host -> to(host).onPort(portOf(ofLocalMail)));
  }

  private int portOf(String zone) {
    return Optional.ofNullable(zones.get(zone))
        .map(ZoneConfiguration::port)
        .orElse(Target.SMTP_PORT);
  }

  private static Target to(String host) {
    return Target.hosts(List.of(TargetHost.named(host)));
  }
}
