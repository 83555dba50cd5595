package email.wildduck.james.core.compose;

import email.wildduck.james.core.message.HeaderField;
import java.net.InetAddress;
import java.util.Optional;

/**
 * The field {@code X-Originating-IP: [address]}, which tells where a message was submitted from.
 */
public final class OriginatingIp {
  /** The name of the field. */
  public static final String NAME = "X-Originating-IP";

  private OriginatingIp() {}

  /** What the field says of a client; empty for a loopback address, which tells nothing. */
  public static Optional<String> valueFor(InetAddress client) {
    // Without the scope, which only means something on this host.
    return client.isLoopbackAddress()
        ? Optional.empty()
        : Optional.of("[" + client.getHostAddress().replaceFirst("%.*", "") + "]");
  }

  /** The field for a client; empty as {@link #valueFor}. */
  static Optional<HeaderField> fieldFor(InetAddress client) {
    return valueFor(client).map(value -> HeaderField.of(NAME, value));
  }
}
