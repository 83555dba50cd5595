package email.wildduck.james.delivery.pool;

import email.wildduck.james.delivery.attempt.DeliveryPolicy;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Login;
import email.wildduck.james.delivery.attempt.Protocol;
import email.wildduck.james.delivery.attempt.ReuseLimits;
import email.wildduck.james.delivery.attempt.Source;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.attempt.TargetHost;
import email.wildduck.james.delivery.attempt.TlsDemand;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** All that two deliveries must have in common to share a connection. Immutable. */
public final class PoolKey {
  private final List<Source> sources;
  private final String host;
  private final List<InetAddress> addresses;
  private final int port;
  private final Protocol protocol;
  private final boolean implicitTls;
  private final boolean local;
  private final Optional<Login> login;
  private final DeliveryPolicy policy;
  private final TlsDemand tls;

  private PoolKey(DeliveryRequest request, TargetHost host, TlsDemand tls) {
    Target target = request.target();
    this.sources = request.sources();
    this.host = host.name().toLowerCase(Locale.ROOT);
    this.addresses = host.addresses();
    this.port = target.port();
    this.protocol = target.protocol();
    this.implicitTls = target.isImplicitTls();
    this.local = target.isLocalDelivery();
    this.login = target.login();
    this.policy = request.policy().withTls(tls.mode());
    this.tls = tls;
  }

  /**
   * The key of a request at one of its hosts.
   *
   * @param tls what this host is spoken to with
   */
  public static PoolKey of(DeliveryRequest request, TargetHost host, TlsDemand tls) {
    return new PoolKey(request, host, tls);
  }

  Optional<ReuseLimits> reuse() {
    return policy.reuse();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PoolKey && isSame((PoolKey) other);
  }

  private boolean isSame(PoolKey key) {
    return host.equals(key.host)
        && port == key.port
        && sources.equals(key.sources)
        && addresses.equals(key.addresses)
        && protocol == key.protocol
        && implicitTls == key.implicitTls
        && local == key.local
        && login.equals(key.login)
        && policy.equals(key.policy)
        && tls.equals(key.tls);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        sources, host, addresses, port, protocol, implicitTls, local, login, policy, tls);
  }

  @Override
  public String toString() {
    return host + ":" + port + (local ? " (local)" : "");
  }
}
