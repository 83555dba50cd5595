package email.wildduck.james.core.event;

import java.util.regex.Pattern;

/** How foreign text is written into a log. */
final class FactText {
  private static final Pattern UNSAFE = Pattern.compile("[\\p{C}\\u2028\\u2029]");
  private static final Pattern BARE = Pattern.compile("[^\\s\"\\\\=]+");

  private FactText() {}

  /** The text on one line, without characters that a terminal acts upon, cut when it is long. */
  static String safe(String text, int maxLength) {
    String shown = text;
    if (text.length() > maxLength) {
      // Half of a surrogate pair is unsafe too, and replaced below.
      shown = text.substring(0, maxLength) + "...";
    }
    return isPlain(shown) ? shown : UNSAFE.matcher(shown).replaceAll("?");
  }

  /** Whether there is nothing but printable ASCII, as in nearly all texts. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  /** The text, in quotes where it would not be one word otherwise. */
  static String quoted(String text) {
    return BARE.matcher(text).matches()
        ? text
        : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
