package email.wildduck.james.smtp.syntax;

import java.util.regex.Pattern;

/**
 * The local part of a mailbox (RFC 5321 §4.1.2, RFC 6531 §3.3): atoms with dots between them, or a
 * quoted string. The length is not limited, as in ZoneMTA.
 */
final class LocalPart {
  private static final Pattern ATOM = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]");

  private LocalPart() {}

  static boolean isValid(String text) {
    return text.startsWith("\"") ? isQuotedString(text) : isDotString(text);
  }

  private static boolean isDotString(String text) {
    return !text.isEmpty()
        && !text.startsWith(".")
        && !text.endsWith(".")
        && !text.contains("..")
        && text.codePoints().allMatch(c -> c == '.' || isAtom(c));
  }

  private static boolean isAtom(int c) {
    return c < 0x80 ? ATOM.matcher(Character.toString(c)).matches() : Visible.test(c);
  }

  private static boolean isQuotedString(String text) {
    int last = text.length() - 1;
    boolean escaped = false;
    for (int i = 1; i < last; i++) {
      char c = text.charAt(i);
      if (!escaped && c == '"') {
        return false;
      }
      escaped = !escaped && c == '\\';
    }
    // Angle brackets would be changed by ZoneMTA's normaliser of envelopes.
    return last > 0
        && text.charAt(last) == '"'
        && !escaped
        && text.codePoints().allMatch(c -> c == ' ' || c != '<' && c != '>' && Visible.test(c));
  }
}
