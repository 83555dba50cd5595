package email.wildduck.james.mailets.route;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.config.ZoneConfiguration;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.relay.UserRelay;
import email.wildduck.james.core.relay.UserRelays;
import email.wildduck.james.delivery.dns.DnsException;
import email.wildduck.james.delivery.route.MxRoute;
import email.wildduck.james.delivery.route.MxRoutes;
import email.wildduck.james.delivery.zone.ZoneRules;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.route.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the ways of a message's recipients in the order of ZoneMTA and its plugin ({@code
 * spec/delivery.md} §1, §2): the zone that the message asks for, the rules of the zones; then the
 * user's relay; without one, local delivery; and, for what is in the zone {@code default} and not
 * local, the routes by MX. Thread-safe.
 */
public final class RecipientRoutes {
  private static final Logger LOGGER = LoggerFactory.getLogger(RecipientRoutes.class);

  private final ZoneRules rules;
  private final UserRelays relays;
  private final LocalRoutes local;
  private final MxRoutes mxRoutes;

  /** With what this process uses. */
  public RecipientRoutes(ZoneRules rules, UserRelays relays, LocalRoutes local, MxRoutes mxRoutes) {
    this.rules = rules;
    this.relays = relays;
    this.local = local;
    this.mxRoutes = mxRoutes;
  }

  /**
   * The way of each recipient, in their order.
   *
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the database does not
   *     answer
   */
  public Map<String, Route> find(RoutedMessage message, List<String> recipients) {
    Optional<DeliveryTarget> relay =
        message
            .user()
            .flatMap(relays::find)
            .map(found -> warnIfUnusable(message, found))
            .map(RelayTargets::of);
    Map<String, Route> routes = new LinkedHashMap<>();
    for (String recipient : recipients) {
      routes.put(recipient, routeOf(message, recipient, relay));
    }
    return routes;
  }

  private Route routeOf(RoutedMessage message, String recipient, Optional<DeliveryTarget> relay) {
    String zone =
        message
            .zoneWish()
            .flatMap(rules::named)
            .orElseGet(
                () ->
                    rules.zoneOf(
                        message.headers(), message.mailFrom(), recipient, message.origin()));
    if (relay.isPresent()) {
      return Route.by(byMx(message, recipient, zone)).to(relay.get());
    }
    Optional<Route> ours = local.find(recipient, zone);
    ours.ifPresent(
        route ->
            Event.of("LOCALDELIVERY")
                .about(message.id())
                .with("recipient", recipient)
                .with("domain", AddressNormalizer.asciiDomain(domainOf(recipient)))
                .with("route", local.text())
                .info(LOGGER));
    return ours.orElseGet(() -> Route.by(byMx(message, recipient, zone)));
  }

  private String byMx(RoutedMessage message, String recipient, String zone) {
    if (!zone.equals(ZoneConfiguration.DEFAULT)) {
      return zone;
    }
    try {
      Optional<MxRoute> found = mxRoutes.find(domainOf(recipient));
      found.ifPresent(
          route ->
              Event.of("MXROUTEMATCH")
                  .about(message.id())
                  .with("recipient", recipient)
                  .with("mx", route.mx())
                  .with("zone", route.zone())
                  .info(LOGGER));
      return found.map(MxRoute::zone).orElse(zone);
    } catch (DnsException e) {
      Event.of("MXROUTEERR")
          .about(message.id())
          .with("recipient", recipient)
          .with("error", String.valueOf(e.getMessage()))
          .info(LOGGER);
      return zone;
    }
  }

  private static UserRelay warnIfUnusable(RoutedMessage message, UserRelay relay) {
    if (!relay.isUsable()) {
      Event.of("RELAYERR")
          .about(message.id())
          .saying("the mtaRelay of its user is no relay URL; the message cannot be delivered")
          .warn(LOGGER);
    }
    return relay;
  }

  private static String domainOf(String address) {
    return address.substring(address.lastIndexOf('@') + 1);
  }
}
