package email.wildduck.james.delivery.source;

import email.wildduck.james.core.config.PoolConfiguration;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The addresses of a pool, each family for itself. Immutable. */
public final class ZonePool {
  private final String name;
  private final SourcePool ipv4;
  private final SourcePool ipv6;

  /** A pool, with names for addresses that it gives none. */
  ZonePool(PoolConfiguration configuration, AddressNames names) {
    name = configuration.name();
    List<PoolAddress> all =
        configuration.addresses().stream()
            .map(address -> PoolAddress.of(address, names))
            .collect(Collectors.toList());
    ipv4 = family(all, address -> !isIpv6(address));
    ipv6 = family(all, ZonePool::isIpv6);
  }

  private static SourcePool family(List<PoolAddress> all, Predicate<InetAddress> condition) {
    return new SourcePool(
        all.stream()
            .filter(address -> condition.test(address.source().address()))
            .collect(Collectors.toList()));
  }

  private static boolean isIpv6(InetAddress address) {
    return address instanceof Inet6Address;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** IPv4 and IPv6; either may have no address. */
  public List<SourcePool> families() {
    return List.of(ipv4, ipv6);
  }

  /** All of both families. */
  public Stream<PoolAddress> addresses() {
    return families().stream().flatMap(family -> family.addresses().stream());
  }
}
