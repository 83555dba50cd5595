package email.wildduck.james.smtp.port;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;

/** Who speaks the PROXY protocol to a port, and what becomes of everybody else. Immutable. */
public final class ProxyPeers {
  private final PeerNetworks trusted;
  private final boolean othersRefused;
  private final Duration headerTime;

  private ProxyPeers(PeerNetworks trusted, boolean othersRefused, Duration headerTime) {
    this.trusted = trusted;
    this.othersRefused = othersRefused;
    this.headerTime = headerTime;
  }

  static ProxyPeers read(PortElements port, String networks) {
    if (port.isTrue("proxyRequired")) {
      throw port.wrong("proxyRequired", "true", "name the proxies in <proxy><trusted> instead");
    }
    port.onlyKnown("proxy", Set.of("trusted", "others", "timeout"));
    PeerNetworks trusted = port.values("proxy/trusted", PeerNetworks::parse, networks);
    if (port.has("proxy") && trusted.isEmpty()) {
      throw port.wrong("proxy", "", "it must have a <trusted> for each proxy");
    }
    return new ProxyPeers(
        trusted,
        port.value("proxy/others", "refuse", ProxyPeers::refused, "it must be refuse or accept")
            && !trusted.isEmpty(),
        Duration.ofSeconds(port.number("proxy/timeout", 5, 1)));
  }

  private static boolean refused(String others) {
    if (!others.equals("refuse") && !others.equals("accept")) {
      throw new IllegalArgumentException(others);
    }
    return others.equals("refuse");
  }

  /** Whether this peer's header is believed, and waited for. */
  public boolean areExpectedAt(InetAddress peer) {
    return trusted.contains(peer);
  }

  /** Whether a peer that is no proxy is turned away. */
  public boolean othersAreRefused() {
    return othersRefused;
  }

  /** How long the header may take. */
  public Duration headerTime() {
    return headerTime;
  }
}
