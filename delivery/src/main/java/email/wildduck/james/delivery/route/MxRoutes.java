package email.wildduck.james.delivery.route;

import email.wildduck.james.core.config.MxRouteConfiguration;
import email.wildduck.james.core.config.MxRoutesConfiguration;
import email.wildduck.james.delivery.dns.DnsException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses a sending zone by a domain's first MX ({@code spec/delivery.md} §2.3): the first pattern
 * of the configuration that the whole name fits. Thread-safe.
 */
public final class MxRoutes {
  private final Map<MxPattern, String> routes = new LinkedHashMap<>();
  private final BestMx best;

  /** With all routes. */
  public MxRoutes(MxRoutesConfiguration configuration, BestMx best) {
    for (MxRouteConfiguration route : configuration.all()) {
      routes.put(MxPattern.of(route.mx()), route.zone());
    }
    this.best = best;
  }

  /**
   * The route for a domain; empty when none fits. Asks DNS only when there are routes.
   *
   * @throws DnsException when DNS gave no answer
   */
  public Optional<MxRoute> find(String domain) throws DnsException {
    Optional<String> mx = routes.isEmpty() ? Optional.empty() : best.of(domain);
    return mx.flatMap(
        name ->
            routes.entrySet().stream()
                .filter(route -> route.getKey().matches(name))
                .map(route -> new MxRoute(name, route.getValue()))
                .findFirst());
  }
}
