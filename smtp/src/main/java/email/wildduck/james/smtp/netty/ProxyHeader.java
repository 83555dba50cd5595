package email.wildduck.james.smtp.netty;

import email.wildduck.james.smtp.port.IpAddress;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import java.net.InetSocketAddress;
import java.util.Optional;

/** What a header of the PROXY protocol, version 1 or 2, says about the client. */
final class ProxyHeader {
  private ProxyHeader() {}

  /**
   * Whether it stands for the proxy itself: LOCAL, which health checks send, and UNKNOWN (PROXY
   * protocol specification §2.1, §2.2).
   */
  static boolean isAboutNobody(HAProxyMessage header) {
    return header.command() == HAProxyCommand.LOCAL
        || header.proxiedProtocol() == HAProxyProxiedProtocol.UNKNOWN;
  }

  /** The client; empty when that has no address of the internet. */
  static Optional<InetSocketAddress> client(HAProxyMessage header) {
    return address(header, header.sourceAddress(), header.sourcePort());
  }

  /** The address that the client has connected to. */
  static Optional<InetSocketAddress> destination(HAProxyMessage header) {
    return address(header, header.destinationAddress(), header.destinationPort());
  }

  private static Optional<InetSocketAddress> address(
      HAProxyMessage header, String address, int port) {
    return Optional.of(header.proxiedProtocol())
        .filter(
            protocol ->
                protocol == HAProxyProxiedProtocol.TCP4 || protocol == HAProxyProxiedProtocol.TCP6)
        .flatMap(protocol -> IpAddress.parse(address))
        .map(client -> new InetSocketAddress(client, port));
  }
}
