package email.wildduck.james.core.from;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The written form of one address, {@code local@domain} (RFC 5322 §3.4.1, with RFC 6532), as far as
 * it may be put into a header field: one address in every reader's eyes.
 */
final class AddrSpec {
  /** RFC 5321 §4.5.3.1: 64 octets, the at sign, 255 octets. */
  private static final int MAX_OCTETS = 320;

  private static final String SPECIALS = "()<>[]:;@\\,\"";
  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern TO_ESCAPE = Pattern.compile("[\"\\\\]");

  private AddrSpec() {}

  /**
   * Whether this is one address: a local part that is an atom with dots or a quoted string, and a
   * domain that is a name. No white space or comments around either, no invisible characters.
   */
  static boolean isWellFormed(String address) {
    int at = address.lastIndexOf('@');
    if (at <= 0
        || at == address.length() - 1
        || address.getBytes(StandardCharsets.UTF_8).length > MAX_OCTETS) {
      return false;
    }
    String local = address.substring(0, at);
    return isName(address.substring(at + 1)) && (isName(local) || isQuoted(local));
  }

  /** A local part from what it means: as it is when that is an atom with dots, else quoted. */
  static String localPart(String meaning) {
    return isName(meaning) && !meaning.isEmpty() ? meaning : quote(meaning);
  }

  /** A quoted string (RFC 5322 §3.2.4) of that meaning. */
  static String quote(String meaning) {
    return '"' + TO_ESCAPE.matcher(meaning).replaceAll("\\\\$0") + '"';
  }

  /** Whether a character may stand in an atom, dots included (RFC 5322 §3.2.3, RFC 6532 §3.2). */
  static boolean isAtomText(char c) {
    return c > ' ' && SPECIALS.indexOf(c) < 0 && !Character.isISOControl(c);
  }

  private static boolean isName(String text) {
    return text.codePoints().allMatch(c -> isVisible(c) && SPECIALS.indexOf(c) < 0);
  }

  private static boolean isQuoted(String local) {
    return QUOTED.matcher(local).matches()
        && local.codePoints().allMatch(c -> c == ' ' || isVisible(c));
  }

  private static boolean isVisible(int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL:
      case Character.FORMAT:
      case Character.SURROGATE:
      case Character.UNASSIGNED:
      case Character.LINE_SEPARATOR:
      case Character.PARAGRAPH_SEPARATOR:
      case Character.SPACE_SEPARATOR:
        return false;
      default:
        return true;
    }
  }
}
