package email.wildduck.james.core.config;

import email.wildduck.james.core.address.AddressNormalizer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * {@code <localDelivery>}: recipients of this WildDuck get their mail without a look at DNS. Names
 * and meanings are those of ZoneMTA's plugin ({@code spec/delivery.md} §2), {@code lmtp} is our
 * own.
 */
public final class LocalDeliveryConfiguration {
  private static final long LMTP_PORT = 2424;

  private final boolean enabled;
  private final Set<String> domains;
  private final Optional<String> deliveryZone;
  private final String targetHost;
  private final Optional<Integer> targetPort;
  private final Optional<String> lmtpHost;
  private final int lmtpPort;

  private LocalDeliveryConfiguration(ConfigReader reader, ZonesConfiguration zones) {
    enabled = reader.flag("enabled", false);
    domains = reader.value("domains", LocalDeliveryConfiguration::domains).orElse(Set.of());
    deliveryZone = reader.value("deliveryZone", zones::requireName);
    targetHost = reader.value("targetHost", ZoneConfiguration::hostName).orElse("127.0.0.1");
    targetPort = reader.number("targetPort", 1, 65_535).map(Math::toIntExact);
    ConfigReader lmtp = reader.child("lmtp").knowing("host", "port");
    lmtpHost = lmtp.value("host", ZoneConfiguration::hostName);
    Optional<Long> port = lmtp.number("port", 1, 65_535);
    lmtpPort = Math.toIntExact(port.orElse(LMTP_PORT));
    if (enabled && domains.isEmpty()) {
      throw reader.missing("domains", "the domains of this WildDuck, separated by commas");
    }
    if (port.isPresent() && lmtpHost.isEmpty()) {
      throw lmtp.missing("host", "the host that WildDuck's LMTP server listens on");
    }
  }

  static LocalDeliveryConfiguration read(ConfigReader section, ZonesConfiguration zones) {
    return new LocalDeliveryConfiguration(
        section.knowing("enabled", "domains", "deliveryZone", "targetHost", "targetPort", "lmtp"),
        zones);
  }

  private static Set<String> domains(String text) {
    Set<String> domains =
        Arrays.stream(text.split("[,\\s]+"))
            .filter(domain -> !domain.isEmpty())
            .map(AddressNormalizer::asciiDomain)
            .collect(Collectors.toCollection(TreeSet::new));
    for (String domain : domains) {
      if (!domain.matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)*")) {
        throw new IllegalArgumentException("they must be domains, separated by commas");
      }
    }
    return domains;
  }

  /** {@code enabled}. Default: false. */
  public boolean isEnabled() {
    return enabled;
  }

  /** {@code domains}: in lower case and Punycode; at least one when it is enabled. */
  public Set<String> domains() {
    return Set.copyOf(domains);
  }

  /** {@code deliveryZone}: the sending zone of local mail. Default: that of other mail. */
  public Optional<String> deliveryZone() {
    return deliveryZone;
  }

  /** {@code targetHost}: WildDuck's MX, where there is no {@code deliveryZone}. 127.0.0.1. */
  public String targetHost() {
    return targetHost;
  }

  /** {@code targetPort}: of {@code targetHost}. Default: the port of the zone. */
  public Optional<Integer> targetPort() {
    return targetPort;
  }

  /** {@code lmtp/host}: WildDuck's LMTP server. Default: none. */
  public Optional<String> lmtpHost() {
    return lmtpHost;
  }

  /** {@code lmtp/port}. Default: 2424. */
  public int lmtpPort() {
    return lmtpPort;
  }
}
