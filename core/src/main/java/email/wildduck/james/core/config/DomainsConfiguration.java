package email.wildduck.james.core.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code <domainConfig>}: limits of recipient domains. */
public final class DomainsConfiguration {
  private static final int USUAL_CONNECTIONS = 5;

  private final TargetLimits usual;
  private final Map<String, TargetLimits> domains;

  private DomainsConfiguration(TargetLimits usual, Map<String, TargetLimits> domains) {
    this.usual = usual;
    this.domains = Map.copyOf(domains);
  }

  static DomainsConfiguration read(ConfigReader section) {
    ConfigReader reader =
        section.knowing(
            Stream.concat(Stream.of("domain"), Stream.of(TargetLimits.ELEMENTS))
                .toArray(String[]::new));
    return new DomainsConfiguration(new TargetLimits(reader), named(reader, "domain"));
  }

  /** The limits of all elements of that name, by their names in lower case. */
  static Map<String, TargetLimits> named(ConfigReader reader, String what) {
    Map<String, TargetLimits> named = new HashMap<>();
    for (ConfigReader element : reader.all(what)) {
      ConfigReader known =
          element.knowing(
              Stream.concat(Stream.of("name"), Stream.of(TargetLimits.ELEMENTS))
                  .toArray(String[]::new));
      String name = known.text("name").orElseThrow(() -> known.missing("name", "a " + what));
      TargetLimits limits = new TargetLimits(known);
      if (limits.isEmpty()) {
        throw known.missing(
            "maxConnections", "there, or one of " + String.join(", ", TargetLimits.ELEMENTS));
      }
      if (named.put(name.toLowerCase(Locale.ROOT), limits) != null) {
        throw known.wrong("name", "there is an element for that " + what + " already");
      }
    }
    return named;
  }

  /** {@code maxConnections}: to one domain at the same time, from one node and zone. Default: 5. */
  public int maxConnections() {
    return usual.maxConnections().orElse(USUAL_CONNECTIONS);
  }

  /** {@code domain}: the same for single domains, by their names in lower case. */
  public Map<String, Integer> domains() {
    return domains.entrySet().stream()
        .filter(domain -> domain.getValue().maxConnections().isPresent())
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, domain -> domain.getValue().maxConnections().getAsInt()));
  }

  /** What holds for each domain, but for what {@link #limits} says of it. */
  public TargetLimits usual() {
    return usual;
  }

  /** {@code domain}: all limits of single domains, by their names in lower case. */
  public Map<String, TargetLimits> limits() {
    return domains;
  }

  /** The most messages on one connection to a domain. */
  public OptionalInt maxMessages(String domain) {
    TargetLimits own = domains.getOrDefault(domain.toLowerCase(Locale.ROOT), usual);
    return own.maxMessages().isPresent() ? own.maxMessages() : usual.maxMessages();
  }
}
