package email.wildduck.james.core.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Reads IP addresses; a host name is never looked up. */
final class IpLiteral {
  private IpLiteral() {}

  /**
   * @throws IllegalArgumentException with what would be right
   */
  static InetAddress parse(String text) {
    boolean possible = text.matches("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    if (possible) {
      try {
        return InetAddress.getByName(text);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(wording(), e);
      }
    }
    throw new IllegalArgumentException(wording());
  }

  private static String wording() {
    return "it must be an IP address, such as 192.0.2.1 or 2001:db8::1";
  }
}
