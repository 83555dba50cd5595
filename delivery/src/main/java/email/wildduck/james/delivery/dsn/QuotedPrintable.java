package email.wildduck.james.delivery.dsn;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Text as quoted-printable (RFC 2045 §6.7) that people can still read: CRLF ends a line, and every
 * other control character is encoded, a carriage return or line feed alone too. (The encoder of
 * mime4j leaves those as they are in a text, and encodes each blank in anything else.)
 */
final class QuotedPrintable {
  /** RFC 2045 §6.7 (5), with the equals sign of a soft line break. */
  private static final int LONGEST_LINE = 76;

  private QuotedPrintable() {}

  static byte[] encode(byte[] text) {
    return Arrays.stream(new String(text, StandardCharsets.ISO_8859_1).split("\r\n", -1))
        .map(QuotedPrintable::line)
        .collect(Collectors.joining("\r\n"))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String line(String line) {
    StringBuilder encoded = new StringBuilder();
    int length = 0;
    for (int i = 0; i < line.length(); i++) {
      String next = character(line.charAt(i), i == line.length() - 1);
      if (length + next.length() >= LONGEST_LINE) {
        encoded.append("=\r\n");
        length = 0;
      }
      encoded.append(next);
      length += next.length();
    }
    return encoded.toString();
  }

  private static String character(char c, boolean isLast) {
    boolean isBlank = c == ' ' || c == '\t';
    boolean isReadable = c > ' ' && c < 0x7f && c != '=';
    return isReadable || isBlank && !isLast
        ? String.valueOf(c)
        : String.format(Locale.ROOT, "=%02X", (int) c);
  }
}
