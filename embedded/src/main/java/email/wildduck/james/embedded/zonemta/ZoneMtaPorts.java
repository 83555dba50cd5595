package email.wildduck.james.embedded.zonemta;

import email.wildduck.james.embedded.port.FreePorts;
import java.util.List;

/**
 * Where a ZoneMTA listens.
 *
 * @param smtp the interface {@code feeder}
 * @param api the HTTP API
 * @param queue where its processes talk to each other
 */
public record ZoneMtaPorts(int smtp, int api, int queue) {

  /** Ports that nobody else uses at the moment. */
  static ZoneMtaPorts free() {
    List<Integer> ports = FreePorts.take(3);
    return new ZoneMtaPorts(ports.get(0), ports.get(1), ports.get(2));
  }
}
