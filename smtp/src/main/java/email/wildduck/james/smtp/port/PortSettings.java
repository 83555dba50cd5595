package email.wildduck.james.smtp.port;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;

/**
 * What an administrator has set for one port of our own server, in its {@code <smtpserver>}.
 * Elements and defaults: {@code docs/configuration.md}. Immutable.
 */
public final class PortSettings {
  private static final int SHORTEST_LINE_LIMIT = 8192;
  private static final String NETWORKS =
      "it must be an address or a network, for example 10.0.0.0/8 or 2001:db8::/32";

  private final String name;
  private final List<InetSocketAddress> addresses;
  private final int maxLineLength;
  private final ProxyPeers proxyPeers;
  private final PeerNetworks xclientPeers;
  private final PortLimits limits;
  private final Duration idleTime;
  private final Duration handshakeTime;
  private final Duration stopGrace;

  private PortSettings(PortElements port, String name) {
    this.name = name;
    addresses =
        port.value(
            "bind",
            "0.0.0.0:587",
            BindAddresses::parse,
            "it must be address:port, for example 0.0.0.0:587 or [::]:587");
    maxLineLength = port.number("maxLineLength", 1024 * 1024, SHORTEST_LINE_LIMIT);
    proxyPeers = ProxyPeers.read(port, NETWORKS);
    port.onlyKnown("xclient", Set.of("trusted"));
    xclientPeers = port.values("xclient/trusted", PeerNetworks::parse, NETWORKS);
    limits = PortLimits.read(port);
    idleTime = Duration.ofSeconds(port.number("connectiontimeout", 300, 1));
    handshakeTime = Duration.ofSeconds(port.number("handshakeTimeout", 10, 1));
    stopGrace = Duration.ofSeconds(port.number("stopGrace", 10, 0));
    port.number("maxExecutorCount", 16, 1);
    port.number("connectionBacklog", 200, 1);
  }

  /**
   * Reads an {@code <smtpserver>}.
   *
   * @throws email.wildduck.james.core.config.ConfigurationException with the first element that is
   *     wrong, its value and what would be right
   */
  public static PortSettings read(HierarchicalConfiguration<ImmutableNode> configuration) {
    String name = configuration.getString("jmxName", "smtpserver").trim();
    return new PortSettings(new PortElements(configuration, name), name);
  }

  /** {@code jmxName}. */
  public String name() {
    return name;
  }

  /** {@code bind}. */
  public List<InetSocketAddress> addresses() {
    return addresses;
  }

  /** {@code maxLineLength}: the longest line of a message, in bytes without its end. */
  public int maxLineLength() {
    return maxLineLength;
  }

  /** {@code proxy}: who speaks the PROXY protocol. */
  public ProxyPeers proxyPeers() {
    return proxyPeers;
  }

  /** {@code xclient/trusted}: who may use XCLIENT; empty when nobody may. */
  public PeerNetworks xclientPeers() {
    return xclientPeers;
  }

  /** The limits on what a client may do. */
  public PortLimits limits() {
    return limits;
  }

  /** {@code connectiontimeout}: how long a client may send nothing. */
  public Duration idleTime() {
    return idleTime;
  }

  /** {@code handshakeTimeout}: how long a TLS handshake may take. */
  public Duration handshakeTime() {
    return handshakeTime;
  }

  /** {@code stopGrace}: how long messages may still arrive when the server stops. */
  public Duration stopGrace() {
    return stopGrace;
  }
}
