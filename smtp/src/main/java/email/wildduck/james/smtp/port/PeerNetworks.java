package email.wildduck.james.smtp.port;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;

/** The peers that a port trusts: addresses and networks. Immutable. */
public final class PeerNetworks {
  private final List<Network> networks;

  private PeerNetworks(List<Network> networks) {
    this.networks = networks;
  }

  /**
   * The peers in a list.
   *
   * @param texts addresses ({@code 192.0.2.1}, {@code 2001:db8::1}) and networks ({@code
   *     10.0.0.0/8}, {@code fd00::/8}); names are not looked up
   * @throws IllegalArgumentException when a text is none of these; its message is that text
   */
  public static PeerNetworks parse(List<String> texts) {
    return new PeerNetworks(texts.stream().map(Network::parse).collect(Collectors.toList()));
  }

  /** Whether the address is one of them or in one of them. */
  public boolean contains(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  /** Whether nobody is trusted. */
  public boolean isEmpty() {
    return networks.isEmpty();
  }
}
