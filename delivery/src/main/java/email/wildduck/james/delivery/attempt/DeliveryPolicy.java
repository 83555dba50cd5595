package email.wildduck.james.delivery.attempt;

import java.util.Objects;
import java.util.Optional;

/** Rules of a sending zone that hold for one attempt. Immutable. */
public final class DeliveryPolicy {
  private static final DeliveryPolicy STANDARD =
      new DeliveryPolicy(
          TlsMode.OPPORTUNISTIC, Ipv6Use.AFTER_IPV4, false, false, true, Optional.empty());

  private final TlsMode tls;
  private final Ipv6Use ipv6;
  private final boolean localBlocked;
  private final boolean clearLogin;
  private final boolean eightBitForced;
  private final Optional<ReuseLimits> reuse;

  private DeliveryPolicy(
      TlsMode tls,
      Ipv6Use ipv6,
      boolean localBlocked,
      boolean clearLogin,
      boolean eightBitForced,
      Optional<ReuseLimits> reuse) {
    this.tls = tls;
    this.ipv6 = ipv6;
    this.localBlocked = localBlocked;
    this.clearLogin = clearLogin;
    this.eightBitForced = eightBitForced;
    this.reuse = reuse;
  }

  /**
   * Opportunistic TLS, IPv4 before IPv6, local addresses allowed, no login without TLS, 8-bit
   * messages sent as they are to whoever does not announce 8BITMIME.
   */
  public static DeliveryPolicy standard() {
    return STANDARD;
  }

  /** With so much encryption. A target with implicit TLS gets at least {@code REQUIRED}. */
  public DeliveryPolicy withTls(TlsMode mode) {
    return new DeliveryPolicy(mode, ipv6, localBlocked, clearLogin, eightBitForced, reuse);
  }

  /** With this use of IPv6. */
  public DeliveryPolicy withIpv6(Ipv6Use use) {
    return new DeliveryPolicy(tls, use, localBlocked, clearLogin, eightBitForced, reuse);
  }

  /**
   * Whether addresses that are private, loopback, link-local or of this machine are left out, so
   * that nobody's DNS can send mail into the own network. Never for {@link Target#hosts given
   * hosts} of a local delivery.
   */
  public DeliveryPolicy withLocalAddressesBlocked(boolean blocked) {
    return new DeliveryPolicy(tls, ipv6, blocked, clearLogin, eightBitForced, reuse);
  }

  /** Whether credentials may be sent without TLS. */
  public DeliveryPolicy withClearLogin(boolean allowed) {
    return new DeliveryPolicy(tls, ipv6, localBlocked, allowed, eightBitForced, reuse);
  }

  /**
   * Whether a message with 8-bit bytes goes as it is to a host that does not announce 8BITMIME. It
   * would have to be rewritten otherwise, which breaks its signature; RFC 6152 §3 asks for that or
   * for a refusal, and every known peer takes 8-bit bytes. When not, such a message fails
   * permanently with 554 5.6.3.
   */
  public DeliveryPolicy withEightBitForced(boolean forced) {
    return new DeliveryPolicy(tls, ipv6, localBlocked, clearLogin, forced, reuse);
  }

  /** With limits of reuse other than the transport's. */
  public DeliveryPolicy withReuse(ReuseLimits limits) {
    return new DeliveryPolicy(
        tls, ipv6, localBlocked, clearLogin, eightBitForced, Optional.of(limits));
  }

  /** How much encryption is needed. */
  public TlsMode tls() {
    return tls;
  }

  /** What is made of IPv6. */
  public Ipv6Use ipv6() {
    return ipv6;
  }

  /** Whether local addresses are left out. */
  public boolean isLocalBlocked() {
    return localBlocked;
  }

  /** Whether credentials may be sent without TLS. */
  public boolean isClearLoginAllowed() {
    return clearLogin;
  }

  /** Whether 8-bit messages go to hosts without 8BITMIME. */
  public boolean isEightBitForced() {
    return eightBitForced;
  }

  /** How long and how often a connection is used again; empty when that is the transport's. */
  public Optional<ReuseLimits> reuse() {
    return reuse;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeliveryPolicy
        && tls == ((DeliveryPolicy) other).tls
        && ipv6 == ((DeliveryPolicy) other).ipv6
        && localBlocked == ((DeliveryPolicy) other).localBlocked
        && clearLogin == ((DeliveryPolicy) other).clearLogin
        && eightBitForced == ((DeliveryPolicy) other).eightBitForced
        && reuse.equals(((DeliveryPolicy) other).reuse);
  }

  @Override
  public int hashCode() {
    return Objects.hash(tls, ipv6, localBlocked, clearLogin, eightBitForced, reuse);
  }
}
