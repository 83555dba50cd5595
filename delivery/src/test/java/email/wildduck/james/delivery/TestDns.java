package email.wildduck.james.delivery;

import email.wildduck.james.delivery.dns.DnsException;
import email.wildduck.james.delivery.dns.MailDns;
import email.wildduck.james.delivery.dns.MxRecord;
import email.wildduck.james.delivery.dns.ReverseDns;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** DNS that knows what a test tells it. */
public final class TestDns implements MailDns, ReverseDns {
  private final Map<String, List<MxRecord>> mx = new ConcurrentHashMap<>();
  private final Map<String, List<InetAddress>> hosts = new ConcurrentHashMap<>();
  private final Map<InetAddress, List<String>> names = new ConcurrentHashMap<>();
  private final Set<String> broken = new HashSet<>();

  public TestDns mx(String domain, int priority, String exchange) {
    mx.computeIfAbsent(domain, d -> new CopyOnWriteArrayList<>())
        .add(new MxRecord(priority, exchange));
    return this;
  }

  public TestDns host(String name, String... addresses) {
    hosts.computeIfAbsent(name, n -> new CopyOnWriteArrayList<>());
    for (String address : addresses) {
      hosts.get(name).add(address(address));
    }
    return this;
  }

  public TestDns name(String address, String... hosts) {
    names.put(address(address), List.of(hosts));
    return this;
  }

  /** Nothing about this name is answered: "MX", "A", "AAAA" or "PTR", a space and the name. */
  public TestDns broken(String question) {
    broken.add(question);
    return this;
  }

  public static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private void check(String question) throws DnsException {
    if (broken.contains(question)) {
      throw new DnsException("SERVFAIL for " + question);
    }
  }

  @Override
  public List<MxRecord> mailExchangers(String domain) throws DnsException {
    check("MX " + domain);
    return mx.getOrDefault(domain, List.of());
  }

  @Override
  public List<Inet4Address> ipv4(String host) throws DnsException {
    check("A " + host);
    return of(host, Inet4Address.class);
  }

  @Override
  public List<Inet6Address> ipv6(String host) throws DnsException {
    check("AAAA " + host);
    return of(host, Inet6Address.class);
  }

  @Override
  public List<String> namesOf(InetAddress address) throws DnsException {
    check("PTR " + address.getHostAddress());
    return names.getOrDefault(address, List.of());
  }

  private <T> List<T> of(String host, Class<T> family) {
    return hosts.getOrDefault(host, List.of()).stream()
        .filter(family::isInstance)
        .map(family::cast)
        .toList();
  }
}
