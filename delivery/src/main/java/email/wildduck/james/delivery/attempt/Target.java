package email.wildduck.james.delivery.attempt;

import email.wildduck.james.core.error.SmtpReply;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a message goes: the mail exchangers of a domain, given hosts, or a web server; and how it
 * is spoken to. Immutable.
 */
public final class Target {
  /** The port of SMTP between servers. */
  public static final int SMTP_PORT = 25;

  private final TargetParts parts;

  private Target(TargetParts parts) {
    this.parts = parts;
  }

  private static Target of(Consumer<TargetParts> setting) {
    return new Target(new TargetParts()).with(setting);
  }

  private Target with(Consumer<TargetParts> setting) {
    TargetParts changed = parts.copy();
    setting.accept(changed);
    return new Target(changed);
  }

  /**
   * The hosts that DNS names for a domain (RFC 5321 §5).
   *
   * @param domain in Unicode or Punycode, or an address literal such as {@code [192.0.2.1]}
   */
  public static Target mxOf(String domain) {
    Objects.requireNonNull(domain);
    return of(made -> made.domain = domain);
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
    return of(made -> made.hosts = List.copyOf(hosts));
  }

  /**
   * A web server that the message is posted to.
   *
   * @param url of the scheme {@code http} or {@code https}; any other text is taken here and fails
   *     when it is sent
   */
  public static Target http(String url) {
    Objects.requireNonNull(url);
    return of(
        made -> {
          made.domain = url;
          made.protocol = Protocol.HTTP;
        });
  }

  /**
   * No host at all: the recipients are refused on this side.
   *
   * @param reply the reason, in the form of a reply
   */
  public static Target nowhere(SmtpReply reply) {
    return of(made -> made.refusal = Optional.of(reply));
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
    return with(made -> made.port = number);
  }

  /** In LMTP instead of SMTP. */
  public Target overLmtp() {
    return with(made -> made.protocol = Protocol.LMTP);
  }

  /** With TLS from the first byte, which is then required. */
  public Target overImplicitTls() {
    return with(made -> made.implicitTls = true);
  }

  /** With a login before the first message. */
  public Target withLogin(Login credentials) {
    return with(made -> made.login = Optional.of(credentials));
  }

  /** As a delivery within one's own installation, which shares no connection with others. */
  public Target asLocalDelivery() {
    return with(made -> made.local = true);
  }

  /** Without regard to the MTA-STS policy of the domain. */
  public Target withoutMtaSts() {
    return with(made -> made.withoutMtaSts = true);
  }

  /**
   * The domain whose mail exchangers are meant; empty when hosts are given. For {@link
   * Protocol#HTTP} the whole address, which may hold credentials.
   */
  public String domain() {
    return parts.domain;
  }

  /** The given hosts; empty when they are looked up. */
  public List<TargetHost> hosts() {
    return parts.hosts;
  }

  /**
   * Whether it is DNS that names the hosts, for the domain of the recipients; not for given hosts
   * and web servers.
   */
  public boolean isLookedUp() {
    return parts.hosts.isEmpty() && parts.protocol != Protocol.HTTP && parts.refusal.isEmpty();
  }

  /** The port of all hosts. */
  public int port() {
    return parts.port;
  }

  /** What is spoken. */
  public Protocol protocol() {
    return parts.protocol;
  }

  /** Whether TLS starts with the first byte. */
  public boolean isImplicitTls() {
    return parts.implicitTls;
  }

  /** Whether this is a delivery within one's own installation. */
  public boolean isLocalDelivery() {
    return parts.local;
  }

  /** Whether the MTA-STS policy of the domain does not count. */
  public boolean isWithoutMtaSts() {
    return parts.withoutMtaSts;
  }

  /** The credentials. */
  public Optional<Login> login() {
    return parts.login;
  }

  /** Why the recipients are refused on this side; empty when they are not. */
  public Optional<SmtpReply> refusal() {
    return parts.refusal;
  }

  @Override
  public String toString() {
    if (parts.protocol == Protocol.HTTP) {
      return parts.domain.replaceAll("(?<=//)[^/?#]*@|[?#].*", "");
    }
    return (parts.hosts.isEmpty() ? parts.domain : parts.hosts.toString()) + ":" + parts.port;
  }
}
