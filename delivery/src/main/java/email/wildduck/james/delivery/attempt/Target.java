package email.wildduck.james.delivery.attempt;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a message goes: the mail exchangers of a domain, given hosts, or a web server; and how it
 * is spoken to. Immutable.
 */
public final class Target {
  /** The port of SMTP between servers. */
  public static final int SMTP_PORT = 25;

  private final String domain;
  private final List<TargetHost> hosts;
  private final int port;
  private final Protocol protocol;
  private final boolean implicitTls;
  private final boolean local;
  private final Optional<Login> login;
  private final boolean withoutMtaSts;

  private Target(
      String domain,
      List<TargetHost> hosts,
      int port,
      Protocol protocol,
      boolean implicitTls,
      boolean local,
      Optional<Login> login,
      boolean withoutMtaSts) {
    this.domain = domain;
    this.hosts = hosts;
    this.port = port;
    this.protocol = protocol;
    this.implicitTls = implicitTls;
    this.local = local;
    this.login = login;
    this.withoutMtaSts = withoutMtaSts;
  }

  /**
   * The hosts that DNS names for a domain (RFC 5321 §5).
   *
   * @param domain in Unicode or Punycode, or an address literal such as {@code [192.0.2.1]}
   */
  public static Target mxOf(String domain) {
    return new Target(
        Objects.requireNonNull(domain),
        List.of(),
        SMTP_PORT,
        Protocol.SMTP,
        false,
        false,
        Optional.empty(),
        false);
  }

  /**
   * These hosts, whatever DNS says about the domain of the recipients.
   *
   * @throws IllegalArgumentException when there are none
   */
  public static Target hosts(List<TargetHost> hosts) {
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("a target without hosts");
    }
    return new Target(
        "", List.copyOf(hosts), SMTP_PORT, Protocol.SMTP, false, false, Optional.empty(), false);
  }

  /**
   * A web server that the message is posted to.
   *
   * @param url of the scheme {@code http} or {@code https}; any other text is taken here and fails
   *     when it is sent
   */
  public static Target http(String url) {
    return new Target(
        Objects.requireNonNull(url),
        List.of(),
        SMTP_PORT,
        Protocol.HTTP,
        false,
        false,
        Optional.empty());
  }

  /**
   * On another port than 25.
   *
   * @throws IllegalArgumentException when it is not from 1 to 65535
   */
  public Target onPort(int number) {
    if (number < 1 || number > 0xffff) {
      throw new IllegalArgumentException("not a port: " + number);
    }
    return new Target(domain, hosts, number, protocol, implicitTls, local, login, withoutMtaSts);
  }

  /** In LMTP instead of SMTP. */
  public Target overLmtp() {
    return new Target(domain, hosts, port, Protocol.LMTP, implicitTls, local, login, withoutMtaSts);
  }

  /** With TLS from the first byte, which is then required. */
  public Target overImplicitTls() {
    return new Target(domain, hosts, port, protocol, true, local, login, withoutMtaSts);
  }

  /** With a login before the first message. */
  public Target withLogin(Login credentials) {
    return new Target(
        domain, hosts, port, protocol, implicitTls, local, Optional.of(credentials), withoutMtaSts);
  }

  /** As a delivery within one's own installation, which shares no connection with others. */
  public Target asLocalDelivery() {
    return new Target(domain, hosts, port, protocol, implicitTls, true, login, withoutMtaSts);
  }

  /** Without regard to the MTA-STS policy of the domain. */
  public Target withoutMtaSts() {
    return new Target(domain, hosts, port, protocol, implicitTls, local, login, true);
  }

  /**
   * The domain whose mail exchangers are meant; empty when hosts are given. For {@link
   * Protocol#HTTP} the whole address, which may hold credentials.
   */
  public String domain() {
    return domain;
  }

  /** The given hosts; empty when they are looked up. */
  public List<TargetHost> hosts() {
    return hosts;
  }

  /** The port of all hosts. */
  public int port() {
    return port;
  }

  /** What is spoken. */
  public Protocol protocol() {
    return protocol;
  }

  /** Whether TLS starts with the first byte. */
  public boolean isImplicitTls() {
    return implicitTls;
  }

  /** Whether this is a delivery within one's own installation. */
  public boolean isLocalDelivery() {
    return local;
  }

  /** Whether the MTA-STS policy of the domain does not count. */
  public boolean isWithoutMtaSts() {
    return withoutMtaSts;
  }

  /** The credentials. */
  public Optional<Login> login() {
    return login;
  }

  @Override
  public String toString() {
    if (protocol == Protocol.HTTP) {
      return domain.replaceAll("(?<=//)[^/?#]*@|[?#].*", "");
    }
    return (hosts.isEmpty() ? domain : hosts.toString()) + ":" + port;
  }
}
