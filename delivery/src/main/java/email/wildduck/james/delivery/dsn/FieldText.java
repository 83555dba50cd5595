package email.wildduck.james.delivery.dsn;

import email.wildduck.james.core.text.JsText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Texts of others made fit for a line of a report: no control characters, no marks that turn the
 * direction of writing, no line ends of any script, no broken surrogates.
 */
final class FieldText {
  private static final Pattern BLANKS =
      Pattern.compile("[\\p{Cc}\\p{Z}\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]+");
  private static final int LINE = 76;

  /** In UTF-8 at most 720 bytes; a line may have 998. */
  private static final int LONGEST_WORD = 240;

  private FieldText() {}

  /** On one line, each run of blanks and controls a single space; cut to a length. */
  static String clean(String text, int length) {
    String given = text.length() > 4 * length ? text.substring(0, 4 * length) : text;
    String clean = BLANKS.matcher(JsText.wellFormed(given)).replaceAll(" ").strip();
    if (clean.codePointCount(0, clean.length()) <= length) {
      return clean;
    }
    return clean.substring(0, clean.offsetByCodePoints(0, length)).strip() + "...";
  }

  /** The same in ASCII, each other character a question mark. */
  static String ascii(String text, int length) {
    return clean(text, length).replaceAll("[^ -~]", "?");
  }

  static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  /**
   * A cleaned text folded behind the name of its field.
   *
   * @param used characters before it on its first line
   */
  static String folded(String clean, int used) {
    return String.join("\r\n ", lines(clean, used, LINE));
  }

  /** A cleaned text as lines of at most that width where words allow. */
  static List<String> lines(String clean, int used, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int room = width - used;
    for (String word : words(clean)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > room) {
        lines.add(line.toString());
        line.setLength(0);
        room = width;
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static List<String> words(String clean) {
    List<String> words = new ArrayList<>();
    for (String word : clean.split(" ")) {
      int start = 0;
      while (word.length() - start > LONGEST_WORD) {
        int end = start + LONGEST_WORD;
        end -= Character.isHighSurrogate(word.charAt(end - 1)) ? 1 : 0;
        words.add(word.substring(start, end));
        start = end;
      }
      words.add(word.substring(start));
    }
    return words;
  }
}
