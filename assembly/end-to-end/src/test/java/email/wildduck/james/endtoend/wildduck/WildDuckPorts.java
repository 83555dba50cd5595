package email.wildduck.james.endtoend.wildduck;

import email.wildduck.james.embedded.port.FreePorts;
import java.util.List;

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
    List<Integer> ports = FreePorts.take(3);
    return new WildDuckPorts(ports.get(0), ports.get(1), ports.get(2));
  }
}
