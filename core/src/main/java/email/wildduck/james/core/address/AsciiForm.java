package email.wildduck.james.core.address;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Envelope addresses for programs that know ASCII only, such as James. The form says all that the
 * address says, so it can be turned back at any time; no second copy has to travel with it.
 *
 * <ul>
 *   <li>An ASCII local part stays as it is. One with other characters becomes {@code utf8=} and its
 *       UTF-8 bytes, of which letters and digits stand for themselves and all others are {@code
 *       =XX}: {@code jürgen} is {@code utf8=j=C3=BCrgen}. So does an ASCII one that starts with
 *       {@code utf8=} itself, and a quoted one that is empty or has two dots in a row, which James
 *       does not take.
 *   <li>A domain is in Punycode. An IPv6 literal {@code [ipv6:2001:db8::1]} becomes {@code
 *       x2001-db8--1x.ipv6.invalid} (RFC 6761 §6.4: no real domain). An IPv4 literal loses its
 *       brackets in James, so a domain that is an IPv4 address is a literal.
 * </ul>
 *
 * <p>Addresses are taken in the form of {@link AddressNormalizer#envelope}; the empty one, the null
 * sender, and a text without {@code @} stay. All functions take any text and never throw.
 */
public final class AsciiForm {
  private static final String PREFIX = "utf8=";
  private static final String IPV6_SUFFIX = "x.ipv6.invalid";
  private static final Pattern IPV6_LITERAL = Pattern.compile("\\[ipv6:([0-9a-f:.]+)]");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");

  private AsciiForm() {}

  /** The ASCII form of an address. */
  public static String encode(String address) {
    int at = address.lastIndexOf('@');
    if (at < 0) {
      return address;
    }
    return encodeLocal(address.substring(0, at)) + '@' + encodeDomain(address.substring(at + 1));
  }

  /** The address of an ASCII form; any other text stays as it is. */
  public static String decode(String form) {
    int at = form.lastIndexOf('@');
    if (at < 0) {
      return form;
    }
    String local = form.substring(0, at);
    String domain = decodeLiteral(form.substring(at + 1));
    String decoded = decodeLocal(local).orElse(local);
    return Punycode.isAscii(decoded)
        ? decoded + '@' + domain
        : decoded + '@' + AddressNormalizer.unicodeDomain(domain);
  }

  /** Whether the address can be had back from its ASCII form, and that is ASCII. */
  public static boolean isReversible(String address) {
    String form = encode(address);
    return Punycode.isAscii(form) && decode(form).equals(address);
  }

  private static String encodeLocal(String local) {
    if (Punycode.isAscii(local) && !isReserved(local) && !isUnwritable(local)) {
      return local;
    }
    StringBuilder form = new StringBuilder(PREFIX);
    for (byte b : local.getBytes(StandardCharsets.UTF_8)) {
      if (isAlphanumeric(b)) {
        form.append((char) b);
      } else {
        form.append(String.format(Locale.ROOT, "=%02X", b & 0xff));
      }
    }
    return form.toString();
  }

  /** Only what {@link #encodeLocal} writes is decoded, in upper or lower case. */
  private static Optional<String> decodeLocal(String form) {
    if (!isReserved(form)) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(form.length());
    for (int i = PREFIX.length(); i < form.length(); i++) {
      char c = form.charAt(i);
      if (c != '=') {
        bytes.put((byte) c);
      } else if (form.length() - i > 2 && isHex(form.charAt(i + 1)) && isHex(form.charAt(i + 2))) {
        bytes.put((byte) Integer.parseInt(form.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        return Optional.empty();
      }
    }
    try {
      String local = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
      return Optional.of(local).filter(l -> encodeLocal(l).equalsIgnoreCase(form));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String encodeDomain(String domain) {
    Matcher literal = IPV6_LITERAL.matcher(domain);
    if (literal.matches()) {
      return 'x' + literal.group(1).replace(':', '-') + IPV6_SUFFIX;
    }
    return Punycode.isAscii(domain) ? domain : AddressNormalizer.asciiDomain(domain);
  }

  private static String decodeLiteral(String domain) {
    if (IPV4.matcher(domain).matches()) {
      return '[' + domain + ']';
    }
    if (domain.startsWith("x") && domain.endsWith(IPV6_SUFFIX)) {
      String text = domain.substring(1, domain.length() - IPV6_SUFFIX.length());
      String literal = "[ipv6:" + text.replace('-', ':') + ']';
      return encodeDomain(literal).equals(domain) ? literal : domain;
    }
    return domain;
  }

  private static boolean isReserved(String local) {
    return local.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  /** James' {@code MailAddress} takes dots and emptiness inside quotes for those outside. */
  private static boolean isUnwritable(String local) {
    return local.equals("\"\"") || local.startsWith("\"") && local.contains("..");
  }

  private static boolean isAlphanumeric(byte b) {
    return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
  }

  private static boolean isHex(char c) {
    return c < 0x80 && Character.digit(c, 16) >= 0;
  }
}
