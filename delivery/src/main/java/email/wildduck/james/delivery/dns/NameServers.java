package email.wildduck.james.delivery.dns;

import java.net.InetSocketAddress;
import java.net.URI;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;

/** Which name servers are asked. */
public final class NameServers {
  private static final int DNS_PORT = 53;

  private NameServers() {}

  /** All those of this system, one after the other. */
  public static Resolver ofSystem() {
    return new ExtendedResolver();
  }

  /**
   * One of one's own choice.
   *
   * @param address an IP address, with {@code :port} when that is not 53; IPv6 in brackets
   * @throws IllegalArgumentException when it is none
   */
  public static Resolver of(String address) {
    URI uri = URI.create("dns://" + address);
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("not an address: " + address);
    }
    int port = uri.getPort() < 0 ? DNS_PORT : uri.getPort();
    return new SimpleResolver(new InetSocketAddress(uri.getHost(), port));
  }
}
