package email.wildduck.james.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code <zone>} in {@code <zones>}: a sending zone, with ZoneMTA's names and meanings ({@code
 * spec/delivery.md} §5).
 */
public final class ZoneConfiguration {
  /** The zone of everything that no rule says something else about. */
  public static final String DEFAULT = "default";

  private static final long MOST_CONNECTIONS = 1000;
  private static final String[] ELEMENTS = {
    "name",
    "connections",
    "siteConnections",
    "disabled",
    "host",
    "port",
    "senderDomains",
    "recipientDomains",
    "originAddresses",
    "routingHeaders"
  };

  private final String name;
  private final int connections;
  private final int siteConnections;
  private final boolean disabled;
  private final Optional<String> host;
  private final int port;
  private final List<String> senderDomains;
  private final List<String> recipientDomains;
  private final List<String> originAddresses;
  private final Map<String, String> routingHeaders;
  private final ZoneSendingConfiguration sending;

  private ZoneConfiguration(String name, ConfigReader reader, PoolsConfiguration pools) {
    this.name = name;
    connections = (int) (long) reader.number("connections", 1, MOST_CONNECTIONS).orElse(10L);
    siteConnections = siteConnections(reader, connections);
    disabled = reader.flag("disabled", false);
    host = reader.value("host", ZoneConfiguration::hostName);
    port = Math.toIntExact(reader.number("port", 1, 65_535).orElse(25L));
    senderDomains = list(reader, "senderDomains");
    recipientDomains = list(reader, "recipientDomains");
    originAddresses = list(reader, "originAddresses");
    routingHeaders = headers(reader.child("routingHeaders").knowing("header"));
    sending = new ZoneSendingConfiguration(name, reader, pools);
    if (host.isEmpty() && (sending.isSecure() || sending.auth().isPresent())) {
      throw reader.missing("host", "the relay that secure and auth are for");
    }
  }

  private static int siteConnections(ConfigReader reader, int connections) {
    int most =
        reader
            .number("siteConnections", 1, MOST_CONNECTIONS)
            .map(Math::toIntExact)
            .orElse((connections + 1) / 2);
    if (most > connections) {
      throw reader.wrong(
          "siteConnections",
          "it must be at most the connections of the zone, which are " + connections);
    }
    return most;
  }

  static ZoneConfiguration read(ConfigReader section, PoolsConfiguration pools) {
    ConfigReader reader =
        section.knowing(
            Stream.concat(Stream.of(ELEMENTS), Stream.of(ZoneSendingConfiguration.ELEMENTS))
                .toArray(String[]::new));
    String name =
        reader
            .value("name", ZoneConfiguration::zoneName)
            .orElseThrow(() -> reader.missing("name", "the name of the zone"));
    return new ZoneConfiguration(name, reader, pools);
  }

  static ZoneConfiguration usual(ConfigReader nothing, PoolsConfiguration pools) {
    return new ZoneConfiguration(DEFAULT, nothing, pools);
  }

  static String zoneName(String text) {
    if (!text.matches("[a-z0-9_-]{1,60}")) {
      throw new IllegalArgumentException(
          "it must consist of lower-case letters, digits, hyphens and underscores");
    }
    return text;
  }

  static String hostName(String text) {
    if (!text.matches("[A-Za-z0-9._:-]+")) {
      throw new IllegalArgumentException("it must be the name or the IP address of a host");
    }
    return text;
  }

  private static List<String> list(ConfigReader reader, String name) {
    return reader
        .text(name)
        .map(text -> List.of(text.toLowerCase(Locale.ROOT).split("[,\\s]+")))
        .orElse(List.of())
        .stream()
        .filter(entry -> !entry.isEmpty())
        .collect(Collectors.toUnmodifiableList());
  }

  private static Map<String, String> headers(ConfigReader reader) {
    Map<String, String> headers = new TreeMap<>();
    List<ConfigReader> all = new ArrayList<>(reader.all("header"));
    for (ConfigReader header : all) {
      ConfigReader known = header.knowing("name", "value");
      String field = known.text("name").orElseThrow(() -> known.missing("name", "a header field"));
      String value = known.text("value").orElseThrow(() -> known.missing("value", "its value"));
      headers.put(field.toLowerCase(Locale.ROOT), value.toLowerCase(Locale.ROOT));
    }
    return headers;
  }

  /** {@code name}: as it stands in {@code sendingZone}. */
  public String name() {
    return name;
  }

  /** {@code connections}: deliveries at the same time on this node. Default: 10. */
  public int connections() {
    return connections;
  }

  /**
   * {@code siteConnections}: how many of them may be to one site, where the MX of the recipient's
   * domain is followed. Default: half, rounded up.
   */
  public int siteConnections() {
    return siteConnections;
  }

  /** {@code disabled}: whether this node takes nothing from the zone. Default: false. */
  public boolean isDisabled() {
    return disabled;
  }

  /** {@code host}: the relay that everything is sent to instead of the MX. Default: none. */
  public Optional<String> host() {
    return host;
  }

  /** {@code port}: that of the other side, where a delivery names none. Default: 25. */
  public int port() {
    return port;
  }

  /** {@code senderDomains}: of MAIL FROM, in lower case. Default: none. */
  public List<String> senderDomains() {
    return senderDomains;
  }

  /** {@code recipientDomains}: in lower case. Default: none. */
  public List<String> recipientDomains() {
    return recipientDomains;
  }

  /** {@code originAddresses}: of clients. Default: none. */
  public List<String> originAddresses() {
    return originAddresses;
  }

  /** {@code routingHeaders/header}: field and value, both in lower case. Default: none. */
  public Map<String, String> routingHeaders() {
    return Map.copyOf(routingHeaders);
  }

  /** How it sends: from which addresses, with how much encryption, how fast. */
  public ZoneSendingConfiguration sending() {
    return sending;
  }
}
