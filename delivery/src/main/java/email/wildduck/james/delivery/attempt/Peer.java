package email.wildduck.james.delivery.attempt;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;

/** The host that an attempt ended at, and the connection to it. Immutable. */
public final class Peer {
  private final String host;
  private final InetSocketAddress remote;
  private final Optional<InetAddress> local;
  private final Optional<TlsInfo> tls;
  private final boolean reused;

  private Peer(
      String host,
      InetSocketAddress remote,
      Optional<InetAddress> local,
      Optional<TlsInfo> tls,
      boolean reused) {
    this.host = host;
    this.remote = remote;
    this.local = local;
    this.tls = tls;
    this.reused = reused;
  }

  /** A host that is about to be connected to. */
  public static Peer of(String host, InetSocketAddress remote) {
    return new Peer(
        Objects.requireNonNull(host),
        Objects.requireNonNull(remote),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** Connected, from that local address. */
  public Peer from(InetAddress address) {
    return new Peer(host, remote, Optional.of(address), tls, reused);
  }

  /** Encrypted. */
  public Peer over(TlsInfo encryption) {
    return new Peer(host, remote, local, Optional.of(encryption), reused);
  }

  /** Over a connection that has carried a message before. */
  public Peer again() {
    return new Peer(host, remote, local, tls, true);
  }

  /** The name of the host as its MX record or the target has it. */
  public String host() {
    return host;
  }

  /** Its address and port. */
  public InetSocketAddress remote() {
    return remote;
  }

  /** The address sent from; empty when there was no connection. */
  public Optional<InetAddress> local() {
    return local;
  }

  /** The encryption; empty when there was none. */
  public Optional<TlsInfo> tls() {
    return tls;
  }

  /** Whether the connection had carried a message before. */
  public boolean isReused() {
    return reused;
  }

  /** As ZoneMTA logs it: {@code mx.example[192.0.2.1]}. */
  @Override
  public String toString() {
    return host + "[" + remote.getAddress().getHostAddress() + "]";
  }
}
