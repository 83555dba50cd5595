package email.wildduck.james.endtoend.wildduck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Where a WildDuck listens.
 *
 * @param api the HTTP API
 * @param imap IMAP under TLS
 * @param lmtp LMTP
 */
public record WildDuckPorts(int api, int imap, int lmtp) {

  /** Ports that nobody else uses at the moment. */
  static WildDuckPorts free() {
    try (ServerSocket first = bound();
        ServerSocket second = bound();
        ServerSocket third = bound()) {
      return new WildDuckPorts(first.getLocalPort(), second.getLocalPort(), third.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerSocket bound() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}
