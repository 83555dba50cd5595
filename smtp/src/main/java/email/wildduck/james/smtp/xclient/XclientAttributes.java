package email.wildduck.james.smtp.xclient;

import email.wildduck.james.smtp.port.IpAddress;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The attributes of one XCLIENT command, decoded and checked. Immutable. */
final class XclientAttributes {

  /** What a proxy may tell. */
  enum Name {
    NAME,
    ADDR,
    PORT,
    PROTO,
    HELO,
    LOGIN,
    DESTADDR,
    DESTPORT
  }

  private static final Set<String> UNKNOWN = Set.of("[UNAVAILABLE]", "[TEMPUNAVAIL]");
  private static final String IPV6_PREFIX = "IPV6:";
  private static final int HIGHEST_PORT = 0xffff;

  private final Map<Name, Optional<String>> values;

  private XclientAttributes(Map<Name, Optional<String>> values) {
    this.values = values;
  }

  /**
   * Reads the arguments of the command.
   *
   * @throws IllegalArgumentException when one is not {@code NAME=value}, or no value of that name
   */
  static XclientAttributes parse(String arguments) {
    if (arguments.isBlank()) {
      throw new IllegalArgumentException("no attributes");
    }
    Map<Name, Optional<String>> values = new EnumMap<>(Name.class);
    for (String argument : arguments.trim().split(" +")) {
      int equals = argument.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("no value");
      }
      String value = Xtext.decode(argument.substring(equals + 1));
      boolean unknown = value.isEmpty() || UNKNOWN.contains(value.toUpperCase(Locale.ROOT));
      values.put(
          Name.valueOf(argument.substring(0, equals).toUpperCase(Locale.ROOT)),
          unknown ? Optional.empty() : Optional.of(value));
    }
    return new XclientAttributes(values).checked();
  }

  /** Whether the attribute was given, with a value or without. */
  boolean has(Name name) {
    return values.containsKey(name);
  }

  /** A value; empty when it was not given or is not known to the proxy. */
  Optional<String> text(Name name) {
    return values.getOrDefault(name, Optional.empty());
  }

  Optional<InetAddress> address(Name name) {
    return text(name).map(XclientAttributes::addressOf);
  }

  Optional<Integer> port(Name name) {
    return text(name).map(XclientAttributes::portOf);
  }

  private XclientAttributes checked() {
    address(Name.ADDR);
    address(Name.DESTADDR);
    port(Name.PORT);
    port(Name.DESTPORT);
    text(Name.PROTO)
        .filter(protocol -> !Set.of("SMTP", "ESMTP").contains(protocol.toUpperCase(Locale.ROOT)))
        .ifPresent(
            protocol -> {
              throw new IllegalArgumentException("no protocol");
            });
    return this;
  }

  private static InetAddress addressOf(String text) {
    boolean prefixed = text.regionMatches(true, 0, IPV6_PREFIX, 0, IPV6_PREFIX.length());
    return IpAddress.parse(prefixed ? text.substring(IPV6_PREFIX.length()) : text)
        .orElseThrow(() -> new IllegalArgumentException("no address"));
  }

  private static int portOf(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > HIGHEST_PORT) {
      throw new IllegalArgumentException("no port");
    }
    return Integer.parseInt(text);
  }
}
