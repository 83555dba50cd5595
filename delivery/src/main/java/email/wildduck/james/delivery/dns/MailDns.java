package email.wildduck.james.delivery.dns;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.List;

/** The look-ups that mail needs. Thread-safe; aliases (CNAME) are followed. */
public interface MailDns {

  /**
   * The mail exchangers of a domain, in no order.
   *
   * @param domain in ASCII
   * @return empty when the domain has none or does not exist
   * @throws DnsException when DNS gave no answer
   */
  List<MxRecord> mailExchangers(String domain) throws DnsException;

  /**
   * The IPv4 addresses of a host.
   *
   * @param host in ASCII
   * @return empty when it has none or does not exist
   * @throws DnsException when DNS gave no answer
   */
  List<Inet4Address> ipv4(String host) throws DnsException;

  /**
   * The IPv6 addresses of a host.
   *
   * @param host in ASCII
   * @return empty when it has none or does not exist
   * @throws DnsException when DNS gave no answer
   */
  List<Inet6Address> ipv6(String host) throws DnsException;
}
