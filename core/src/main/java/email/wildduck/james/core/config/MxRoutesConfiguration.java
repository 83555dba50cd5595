package email.wildduck.james.core.config;

import java.util.List;
import java.util.stream.Collectors;

/** {@code <mxRoutes>}: sending zones by the recipient's MX. */
public final class MxRoutesConfiguration {
  private final List<MxRouteConfiguration> routes;

  private MxRoutesConfiguration(List<MxRouteConfiguration> routes) {
    this.routes = List.copyOf(routes);
  }

  static MxRoutesConfiguration read(ConfigReader section, ZonesConfiguration zones) {
    return new MxRoutesConfiguration(
        section.knowing("route").all("route").stream()
            .map(route -> MxRouteConfiguration.read(route, zones))
            .collect(Collectors.toList()));
  }

  /** All routes in the order of the file; the first that fits counts. Default: none. */
  public List<MxRouteConfiguration> all() {
    return routes;
  }
}
