package email.wildduck.james.server.demo;

import email.wildduck.james.embedded.port.FreePorts;

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
    return new ServerPorts(FreePorts.take(), FreePorts.take(), FreePorts.take());
  }

  /** These ports, and in the place of each that is taken a free one. */
  public static ServerPorts preferred(int startTls, int tls, int webadmin) {
    return new ServerPorts(orFree(startTls), orFree(tls), orFree(webadmin));
  }

  private static int orFree(int preferred) {
    return FreePorts.isFree(preferred) ? preferred : FreePorts.take();
  }
}
