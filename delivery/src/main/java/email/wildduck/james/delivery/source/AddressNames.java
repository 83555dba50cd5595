package email.wildduck.james.delivery.source;

import email.wildduck.james.core.config.PoolAddressConfiguration;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.delivery.dns.DnsException;
import email.wildduck.james.delivery.dns.MailDns;
import email.wildduck.james.delivery.dns.ReverseDns;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What addresses of pools that have no {@code name} are called in EHLO: as their PTR record says,
 * when that name is a host's of this address, else as this host. Asked once, so that no name
 * changes while mail is sent. Immutable.
 */
public final class AddressNames {
  private static final Logger LOGGER = LoggerFactory.getLogger(AddressNames.class);
  private static final int AT_THE_SAME_TIME = 16;
  private static final String HOST_NAME = "[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})+";

  private final String hostName;
  private final Map<InetAddress, String> known;

  private AddressNames(String hostName, Map<InetAddress, String> known) {
    this.hostName = hostName;
    this.known = Map.copyOf(known);
  }

  /** All are called as this host. */
  public static AddressNames ofHost(String hostName) {
    return new AddressNames(hostName, Map.of());
  }

  /**
   * Asks for all that a configuration has without a name, several at a time. Returns when all are
   * answered, or the time limit of {@code dns} is over for them.
   */
  public static AddressNames of(
      WildDuckConfiguration configuration, String hostName, MailDns dns, ReverseDns reverse) {
    Set<InetAddress> unnamed =
        Sources.configured(configuration)
            .flatMap(pool -> pool.addresses().stream())
            .filter(address -> address.name().isEmpty())
            .map(PoolAddressConfiguration::address)
            .filter(address -> !address.isAnyLocalAddress())
            .collect(Collectors.toSet());
    return unnamed.isEmpty()
        ? ofHost(hostName)
        : new AddressNames(hostName, lookedUp(unnamed, dns, reverse));
  }

  private static Map<InetAddress, String> lookedUp(
      Collection<InetAddress> addresses, MailDns dns, ReverseDns reverse) {
    Map<InetAddress, String> names = new ConcurrentHashMap<>();
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.min(addresses.size(), AT_THE_SAME_TIME));
    try {
      threads.invokeAll(
          addresses.stream()
              .map(
                  address ->
                      Executors.callable(
                          () ->
                              nameOf(address, dns, reverse)
                                  .ifPresent(name -> names.put(address, name))))
              .collect(Collectors.toList()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.shutdownNow();
    }
    return names;
  }

  private static Optional<String> nameOf(InetAddress address, MailDns dns, ReverseDns reverse) {
    try {
      for (String name : new TreeSet<>(reverse.namesOf(address))) {
        if (name.matches(HOST_NAME) && addressesOf(name, address, dns).contains(address)) {
          LOGGER.info("{} in <pools> is called {}", address.getHostAddress(), name);
          return Optional.of(name);
        }
      }
      LOGGER.warn(
          "{} in <pools> has no name, and no PTR record with one of its own: it says that of this"
              + " host",
          address.getHostAddress());
    } catch (DnsException e) {
      LOGGER.warn(
          "{} in <pools> has no name, and DNS does not say one: it says that of this host",
          address.getHostAddress(),
          e);
    }
    return Optional.empty();
  }

  private static Collection<? extends InetAddress> addressesOf(
      String name, InetAddress family, MailDns dns) throws DnsException {
    return family instanceof Inet4Address ? dns.ipv4(name) : dns.ipv6(name);
  }

  /** The name of an address that was given none. */
  String of(InetAddress address) {
    return known.getOrDefault(address, hostName);
  }

  /** The name of this host. */
  public String host() {
    return hostName;
  }
}
