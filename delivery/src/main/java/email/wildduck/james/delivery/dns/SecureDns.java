package email.wildduck.james.delivery.dns;

import email.wildduck.james.delivery.attempt.TlsaRecord;
import java.net.InetAddress;

/**
 * Look-ups that say whether DNSSEC vouches for the answer. Thread-safe; aliases (CNAME) are
 * followed, but for {@link #alias}.
 */
public interface SecureDns {

  /**
   * The mail exchangers of a domain.
   *
   * @param domain in ASCII
   * @throws DnsException when DNS gave no answer, or one that is signed and not valid
   */
  SecureAnswer<MxRecord> mailExchangers(String domain) throws DnsException;

  /**
   * The IPv4 addresses of a host, or its IPv6 addresses when it has no others.
   *
   * @param host in ASCII
   * @throws DnsException when DNS gave no answer, or one that is signed and not valid
   */
  SecureAnswer<InetAddress> addresses(String host) throws DnsException;

  /**
   * What a name is an alias of: one name, or none.
   *
   * @param name in ASCII
   * @throws DnsException when DNS gave no answer, or one that is signed and not valid
   */
  SecureAnswer<String> alias(String name) throws DnsException;

  /**
   * The TLSA records of a service (RFC 6698).
   *
   * @param name such as {@code _25._tcp.mx.example.com}
   * @throws DnsException when DNS gave no answer, or one that is signed and not valid
   */
  SecureAnswer<TlsaRecord> tlsa(String name) throws DnsException;
}
