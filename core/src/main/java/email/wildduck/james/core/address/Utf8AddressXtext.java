package email.wildduck.james.core.address;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of any script as they stand behind {@code utf-8;} in ORCPT (RFC 6533 §3): ASCII
 * characters that can be seen stand for themselves, save {@code + = \}; every other one is its
 * number, as in {@code \x{F6}}. This form, {@code utf-8-addr-xtext}, is understood by servers with
 * and without SMTPUTF8.
 */
public final class Utf8AddressXtext {
  private static final Pattern EMBEDDED = Pattern.compile("\\\\x\\{([0-9A-F]{2,6})\\}");
  private static final Pattern PLAIN = Pattern.compile("[^+=\\\\]*");

  private Utf8AddressXtext() {}

  /** Any text in this form; {@link #decode} gives it back. */
  public static String encode(String address) {
    StringBuilder encoded = new StringBuilder();
    address
        .codePoints()
        .forEach(
            c -> {
              if (isPlain(c)) {
                encoded.append((char) c);
              } else {
                encoded.append(String.format(Locale.ROOT, "\\x{%02X}", c));
              }
            });
    return encoded.toString();
  }

  /**
   * The text of this form. Characters beyond ASCII may stand for themselves too, as they do in
   * {@code utf-8-addr-unitext}.
   *
   * @return empty when it is malformed
   */
  public static Optional<String> decode(String text) {
    Matcher matcher = EMBEDDED.matcher(text);
    StringBuilder decoded = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      int codePoint = Integer.parseInt(matcher.group(1), 16);
      if (!Character.isValidCodePoint(codePoint)) {
        return Optional.empty();
      }
      decoded.append(text, end, matcher.start()).appendCodePoint(codePoint);
      end = matcher.end();
    }
    // What is left over of these three must have been written the long way.
    String rest = matcher.replaceAll("");
    return PLAIN.matcher(rest).matches()
        ? Optional.of(decoded.append(text.substring(end)).toString())
        : Optional.empty();
  }

  private static boolean isPlain(int c) {
    return c > ' ' && c < 0x7f && c != '+' && c != '=' && c != '\\';
  }
}
