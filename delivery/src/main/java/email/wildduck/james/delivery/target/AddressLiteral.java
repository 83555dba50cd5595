package email.wildduck.james.delivery.target;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Text that is an IP address, in brackets or without. Nothing is looked up. */
public final class AddressLiteral {
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
  private static final String IPV6_TAG = "ipv6:";

  private AddressLiteral() {}

  /** The address of {@code [192.0.2.1]} or {@code [IPv6:2001:db8::1]} (RFC 5321 §4.1.3). */
  static Optional<InetAddress> inBrackets(String domain) {
    if (!isBracketed(domain)) {
      return Optional.empty();
    }
    String text = domain.substring(1, domain.length() - 1);
    return text.toLowerCase(Locale.ROOT).startsWith(IPV6_TAG)
        ? bare(text.substring(IPV6_TAG.length())).filter(Inet6Address.class::isInstance)
        : bare(text).filter(address -> !(address instanceof Inet6Address));
  }

  /** Whether this is no domain name, whatever the brackets hold. */
  static boolean isBracketed(String domain) {
    return domain.startsWith("[") && domain.endsWith("]");
  }

  /** The address of {@code 192.0.2.1} or {@code 2001:db8::1}. */
  public static Optional<InetAddress> bare(String text) {
    boolean ipv4 = IPV4.matcher(text).matches() && !text.endsWith(".");
    if (!ipv4 && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      // Text of this form is parsed, never looked up.
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
