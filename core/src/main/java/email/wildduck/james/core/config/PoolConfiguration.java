package email.wildduck.james.core.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * {@code <pool>} in {@code <pools>}, or with its addresses in a {@code <zone>}: what a sending zone
 * sends from.
 */
public final class PoolConfiguration {
  private final String name;
  private final List<PoolAddressConfiguration> addresses;

  private PoolConfiguration(String name, List<PoolAddressConfiguration> addresses) {
    this.name = name;
    this.addresses = List.copyOf(addresses);
  }

  static PoolConfiguration read(ConfigReader section) {
    ConfigReader reader = section.knowing("name", "address");
    return read(
        reader
            .value("name", ZoneConfiguration::zoneName)
            .orElseThrow(() -> reader.missing("name", "the name of the pool")),
        reader);
  }

  /** One that only this zone has; no other pool can have its name. */
  static PoolConfiguration ofZone(String zone, ConfigReader reader) {
    return read("zone:" + zone, reader);
  }

  private static PoolConfiguration read(String name, ConfigReader reader) {
    List<PoolAddressConfiguration> addresses = new ArrayList<>();
    Set<InetAddress> known = new HashSet<>();
    for (ConfigReader element : reader.all("address")) {
      PoolAddressConfiguration address = PoolAddressConfiguration.read(element);
      if (!known.add(address.address())) {
        throw element.wrong("ip", "it is in this pool already");
      }
      addresses.add(address);
    }
    if (addresses.isEmpty()) {
      throw reader.missing("address", "an address with its ip");
    }
    checkShares(reader, addresses, Inet6Address.class::isInstance);
    checkShares(reader, addresses, address -> !(address instanceof Inet6Address));
    return new PoolConfiguration(name, addresses);
  }

  /** Whoever has no ratio shares what the others leave, which must be something. */
  private static void checkShares(
      ConfigReader reader,
      List<PoolAddressConfiguration> addresses,
      Predicate<InetAddress> family) {
    List<PoolAddressConfiguration> all =
        addresses.stream().filter(a -> family.test(a.address())).collect(Collectors.toList());
    double given = all.stream().mapToDouble(PoolAddressConfiguration::ratio).sum();
    if (given >= 1 && all.stream().anyMatch(address -> address.ratio() == 0)) {
      throw reader.wrong(
          "name",
          "the ratios of its addresses add up to 1 or more, and leave nothing to those of the same"
              + " family that have none; they must add up to less");
    }
  }

  /** {@code name}: as in {@code zones/zone/pool}; {@code zone:} and its name for a zone's own. */
  public String name() {
    return name;
  }

  /** {@code address}: at least one, in the order of the file. */
  public List<PoolAddressConfiguration> addresses() {
    return addresses;
  }
}
