package email.wildduck.james.server.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * The ports of a server.
 *
 * @param startTls submission with STARTTLS, 587 in production
 * @param tls submission under TLS from the start, 465 in production
 * @param webadmin administration over HTTP
 */
public record ServerPorts(int startTls, int tls, int webadmin) {

  /** Ports that nobody else uses at the moment. */
  public static ServerPorts free() {
    try (ServerSocket first = bound();
        ServerSocket second = bound();
        ServerSocket third = bound()) {
      return new ServerPorts(first.getLocalPort(), second.getLocalPort(), third.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** These ports, and in the place of each that is taken a free one. */
  public static ServerPorts preferred(int startTls, int tls, int webadmin) {
    ServerPorts free = free();
    return new ServerPorts(
        isFree(startTls) ? startTls : free.startTls,
        isFree(tls) ? tls : free.tls,
        isFree(webadmin) ? webadmin : free.webadmin);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static ServerSocket bound() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}
