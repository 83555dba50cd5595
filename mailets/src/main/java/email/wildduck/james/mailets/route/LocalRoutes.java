package email.wildduck.james.mailets.route;

import email.wildduck.james.core.config.LocalDeliveryConfiguration;
import email.wildduck.james.delivery.local.LocalRecipients;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.route.MxHost;
import email.wildduck.james.queue.route.Route;
import java.util.List;
import java.util.Optional;

/**
 * The way of recipients of this WildDuck as ZoneMTA's plugin writes it into the queue ({@code
 * spec/delivery.md} §2.2), so that a ZoneMTA can go it too: into {@code deliveryZone}, or to {@code
 * targetHost}. LMTP is decided about at each attempt. Immutable.
 */
public final class LocalRoutes {
  private final LocalDeliveryConfiguration configuration;
  private final LocalRecipients recipients;

  /** With the recipients of this WildDuck. */
  public LocalRoutes(LocalDeliveryConfiguration configuration, LocalRecipients recipients) {
    this.configuration = configuration;
    this.recipients = recipients;
  }

  /**
   * The way; empty when the recipient is none of ours.
   *
   * @param zone the zone that other rules have chosen
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the database does not
   *     answer
   */
  Optional<Route> find(String recipient, String zone) {
    return recipients
        .find(recipient)
        .map(
            known ->
                configuration
                    .deliveryZone()
                    .map(Route::by)
                    .map(route -> route.to(DeliveryTarget.mxOfDomain().withoutMtaSts()))
                    .orElseGet(() -> Route.by(zone).to(target())));
  }

  private DeliveryTarget target() {
    DeliveryTarget target =
        DeliveryTarget.hosts(
                List.of(
                    MxHost.of(0, configuration.targetHost(), List.of(), List.of())
                        .asLocalDelivery()))
            .withoutMtaSts();
    return configuration.targetPort().map(target::withPort).orElse(target);
  }

  /** The way as ZoneMTA logs it: the zone, or the host and its port. */
  String text() {
    return configuration
        .deliveryZone()
        .orElseGet(
            () ->
                configuration.targetHost()
                    + configuration.targetPort().map(port -> ":" + port).orElse(""));
  }
}
