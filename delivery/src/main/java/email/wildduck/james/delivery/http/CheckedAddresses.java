package email.wildduck.james.delivery.http;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.config.HttpConfiguration;
import email.wildduck.james.delivery.dns.DnsException;
import email.wildduck.james.delivery.dns.MailDns;
import email.wildduck.james.delivery.target.AddressLiteral;
import email.wildduck.james.delivery.target.LocalAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.http.conn.DnsResolver;

/**
 * The addresses of web servers that may be connected to. The client asks here and connects to the
 * answer, so that no second look-up can give another address. Thread-safe.
 */
final class CheckedAddresses implements DnsResolver {
  /** A host that has addresses, none of which may be connected to. */
  static final class BlockedHostException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    BlockedHostException(String message) {
      super(message);
    }
  }

  private final HttpConfiguration configuration;
  private final MailDns dns;
  private final LocalAddresses local;

  CheckedAddresses(HttpConfiguration configuration, MailDns dns, LocalAddresses local) {
    this.configuration = configuration;
    this.dns = dns;
    this.local = local;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    List<InetAddress> all = lookUp(host);
    if (all.isEmpty()) {
      throw new UnknownHostException("The host has no address");
    }
    List<InetAddress> allowed =
        isBlocked(host)
            ? all.stream().filter(address -> !local.contains(address)).collect(Collectors.toList())
            : all;
    if (allowed.isEmpty()) {
      throw new BlockedHostException("The host has no public address");
    }
    return allowed.toArray(new InetAddress[0]);
  }

  private boolean isBlocked(String host) {
    return configuration.isLocalBlocked()
        && !configuration.allowedHosts().contains(host.toLowerCase(Locale.ROOT));
  }

  private List<InetAddress> lookUp(String host) throws UnknownHostException {
    Optional<InetAddress> literal = AddressLiteral.bare(host.replaceAll("^\\[|]$", ""));
    if (literal.isPresent()) {
      return List.of(literal.get());
    }
    String name = AddressNormalizer.asciiDomain(host);
    List<InetAddress> found = new ArrayList<>();
    try {
      found.addAll(dns.ipv4(name));
      found.addAll(dns.ipv6(name));
    } catch (DnsException e) {
      if (found.isEmpty()) {
        UnknownHostException unknown = new UnknownHostException("DNS gave no answer");
        unknown.initCause(e);
        throw unknown;
      }
    }
    return found;
  }
}
