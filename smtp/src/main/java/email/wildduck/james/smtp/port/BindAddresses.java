package email.wildduck.james.smtp.port;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a port listens: {@code <bind>}, which James itself reads for IPv4 only. */
final class BindAddresses {
  private static final Pattern ADDRESS_AND_PORT =
      Pattern.compile("(?:\\[([^\\]]+)\\]|([^:\\[\\]]+)):(\\d{1,5})");
  private static final int HIGHEST_PORT = 0xffff;

  private BindAddresses() {}

  /**
   * Reads a list with commas.
   *
   * @throws IllegalArgumentException when an entry is not {@code address:port}; its message is the
   *     entry
   */
  static List<InetSocketAddress> parse(String text) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (String entry : text.split(",", -1)) {
      addresses.add(one(entry.trim()));
    }
    return addresses;
  }

  private static InetSocketAddress one(String entry) {
    Matcher parts = ADDRESS_AND_PORT.matcher(entry);
    if (!parts.matches() || Integer.parseInt(parts.group(3)) > HIGHEST_PORT) {
      throw new IllegalArgumentException(entry);
    }
    InetAddress address =
        Optional.ofNullable(parts.group(1))
            .map(literal -> IpAddress.parse(literal).filter(found -> literal.contains(":")))
            .orElseGet(() -> named(parts.group(2)))
            .orElseThrow(() -> new IllegalArgumentException(entry));
    return new InetSocketAddress(address, Integer.parseInt(parts.group(3)));
  }

  private static Optional<InetAddress> named(String host) {
    try {
      return Optional.of(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
