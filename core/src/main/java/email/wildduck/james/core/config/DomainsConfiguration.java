package email.wildduck.james.core.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code <domainConfig>}: limits of recipient domains, in each sending zone. */
public final class DomainsConfiguration {
  private static final long MOST_CONNECTIONS = 1000;

  private final int maxConnections;
  private final Map<String, Integer> domains;

  private DomainsConfiguration(int maxConnections, Map<String, Integer> domains) {
    this.maxConnections = maxConnections;
    this.domains = Map.copyOf(domains);
  }

  static DomainsConfiguration read(ConfigReader section) {
    ConfigReader reader = section.knowing("maxConnections", "domain");
    Map<String, Integer> domains = new HashMap<>();
    for (ConfigReader element : reader.all("domain")) {
      ConfigReader domain = element.knowing("name", "maxConnections");
      String name = domain.text("name").orElseThrow(() -> domain.missing("name", "a domain"));
      int most =
          connections(domain)
              .orElseThrow(() -> domain.missing("maxConnections", "a number of connections"));
      if (domains.put(name.toLowerCase(Locale.ROOT), most) != null) {
        throw domain.wrong("name", "there is an element for that domain already");
      }
    }
    return new DomainsConfiguration(connections(reader).orElse(5), domains);
  }

  private static Optional<Integer> connections(ConfigReader reader) {
    return reader.number("maxConnections", 1, MOST_CONNECTIONS).map(Math::toIntExact);
  }

  /** {@code maxConnections}: to one domain at the same time, from one node and zone. Default: 5. */
  public int maxConnections() {
    return maxConnections;
  }

  /** {@code domain}: the same for single domains, by their names in lower case. */
  public Map<String, Integer> domains() {
    return domains;
  }
}
