package email.wildduck.james.core.text;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * String functions with the meaning they have in JavaScript (ECMA-262), where Java's differ.
 *
 * <p>Every function takes any string, unpaired surrogates included, and never throws.
 */
public final class JsText {
  private static final char REPLACEMENT = '\uFFFD';

  private JsText() {}

  /** White space and line ends as {@code String.prototype.trim} and {@code \s} know them. */
  public static boolean isWhitespace(char c) {
    return (c >= '\t' && c <= '\r')
        || c == ' '
        || c == '\u00A0'
        || c == '\uFEFF'
        || c == '\u2028'
        || c == '\u2029'
        || Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  /** The text without white space at both ends. */
  public static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** The text without any white space. */
  public static String withoutWhitespace(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (!isWhitespace(text.charAt(i))) {
        kept.append(text.charAt(i));
      }
    }
    return kept.toString();
  }

  /** Lower case by Unicode's rules, whatever the language of the server. */
  public static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /**
   * The text with each unpaired surrogate replaced by U+FFFD: what JavaScript sends over the wire.
   * Java's encoders write a question mark or invalid UTF-8 instead.
   */
  public static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaceUnpairedSurrogates(text);
      }
    }
    return text;
  }

  /** The text in UTF-8, an unpaired surrogate as U+FFFD. */
  public static byte[] utf8(String text) {
    return wellFormed(text).getBytes(StandardCharsets.UTF_8);
  }

  private static String replaceUnpairedSurrogates(String text) {
    StringBuilder fixed = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      boolean unpaired =
          codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
      fixed.appendCodePoint(unpaired ? REPLACEMENT : codePoint);
      i += Character.charCount(codePoint);
    }
    return fixed.toString();
  }
}
