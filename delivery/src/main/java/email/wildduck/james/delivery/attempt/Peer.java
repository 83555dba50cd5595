package email.wildduck.james.delivery.attempt;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** The host that an attempt ended at, and the connection to it. Immutable. */
public final class Peer {
  private final String host;
  private final InetSocketAddress remote;
  private final Optional<InetAddress> local;
  private final Optional<TlsInfo> tls;
  private final boolean reused;
  private final boolean dsn;
  private final OptionalInt httpStatus;
  private final boolean observed;

  private Peer(
      String host,
      InetSocketAddress remote,
      Optional<InetAddress> local,
      Optional<TlsInfo> tls,
      boolean reused,
      boolean dsn,
      OptionalInt httpStatus,
      boolean observed) {
    this.host = host;
    this.remote = remote;
    this.local = local;
    this.tls = tls;
    this.reused = reused;
    this.dsn = dsn;
    this.httpStatus = httpStatus;
    this.observed = observed;
  }

  /** A host that is about to be connected to. */
  public static Peer of(String host, InetSocketAddress remote) {
    return new Peer(
        Objects.requireNonNull(host),
        Objects.requireNonNull(remote),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        OptionalInt.empty(),
        true);
  }

  /** Connected, from that local address. */
  public Peer from(InetAddress address) {
    return new Peer(host, remote, Optional.of(address), tls, reused, dsn, httpStatus, observed);
  }

  /** Encrypted. */
  public Peer over(TlsInfo encryption) {
    return new Peer(
        host, remote, local, Optional.of(encryption), reused, dsn, httpStatus, observed);
  }

  /** Over a connection that has carried a message before. */
  public Peer again() {
    return new Peer(host, remote, local, tls, true, dsn, httpStatus, observed);
  }

  /** Having announced DSN (RFC 3461) or not. */
  public Peer withDsn(boolean announced) {
    return new Peer(host, remote, local, tls, reused, announced, httpStatus, observed);
  }

  /** Having answered with that status of HTTP. */
  public Peer answering(int status) {
    return new Peer(host, remote, local, tls, reused, dsn, OptionalInt.of(status), observed);
  }

  /** Over a connection of somebody else, who does not tell whether and how it was encrypted. */
  public Peer unobserved() {
    return new Peer(host, remote, local, tls, reused, dsn, httpStatus, false);
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

  /** Whether it is known how the connection was encrypted. */
  public boolean isObserved() {
    return observed;
  }

  /** The encryption; empty when there was none, or it is not known. */
  public Optional<TlsInfo> tls() {
    return tls;
  }

  /** Whether the connection had carried a message before. */
  public boolean isReused() {
    return reused;
  }

  /**
   * Whether it announced DSN: it was told of NOTIFY, ORCPT, RET and ENVID then, and reports itself
   * about what it accepted (RFC 3461 §5.2).
   */
  public boolean announcesDsn() {
    return dsn;
  }

  /** The answer of a web server; empty for all others, and when there was none. */
  public OptionalInt httpStatus() {
    return httpStatus;
  }

  /** As ZoneMTA logs it: {@code mx.example[192.0.2.1]}. */
  @Override
  public String toString() {
    return host + "[" + remote.getAddress().getHostAddress() + "]";
  }
}
