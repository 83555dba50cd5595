package email.wildduck.james.queue.egress;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How much a node works on at a time in one sending zone. Immutable. */
public final class ZoneLimits {
  private final String zone;
  private final int connections;
  private final int perDomain;
  private final Map<String, Integer> domains;

  /**
   * @param connections deliveries at the same time
   * @param perDomain of them to one recipient domain
   * @param domains the same for domains that have a limit of their own, by their names
   */
  public ZoneLimits(String zone, int connections, int perDomain, Map<String, Integer> domains) {
    if (connections < 1 || perDomain < 1 || domains.values().stream().anyMatch(most -> most < 1)) {
      throw new IllegalArgumentException("a limit is at least 1");
    }
    this.zone = zone;
    this.connections = connections;
    this.perDomain = perDomain;
    this.domains = new TreeMap<>();
    domains.forEach((domain, most) -> this.domains.put(domain.toLowerCase(Locale.ROOT), most));
  }

  /** The name of the zone. */
  public String zone() {
    return zone;
  }

  int connections() {
    return connections;
  }

  int of(String domain) {
    return domains.getOrDefault(domain, perDomain);
  }
}
