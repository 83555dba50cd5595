package email.wildduck.james.core.from;

import email.wildduck.james.core.message.HeaderField;
import java.nio.charset.StandardCharsets;

/** Makes header fields with lines of at most 76 octets where there is a space to fold at. */
final class FoldedField {
  private static final int LINE = 76;

  private FoldedField() {}

  /**
   * A field of one line of text, folded; what is not ASCII is written as UTF-8 (RFC 6532).
   *
   * @throws IllegalArgumentException when the value holds a line break or another control character
   */
  static HeaderField of(String name, String value) {
    String folded = fold(name, value);
    if (value.chars().allMatch(c -> c < 0x80)) {
      return HeaderField.of(name, folded);
    }
    // The same check as for ASCII: exactly one field, whatever the text is.
    HeaderField.of(name, folded.replaceAll("[^\\x00-\\x9f]", "x"));
    byte[] utf8 = (name + ": " + folded).getBytes(StandardCharsets.UTF_8);
    return HeaderField.ofStoredLine(new String(utf8, StandardCharsets.ISO_8859_1));
  }

  private static String fold(String name, String value) {
    StringBuilder folded = new StringBuilder();
    int column = name.length() + 1;
    // Next to another space, folding would leave a line of spaces only.
    for (String word : value.split("(?<! ) (?! )")) {
      int length = word.getBytes(StandardCharsets.UTF_8).length;
      if (folded.length() == 0) {
        folded.append(word);
      } else if (column + 1 + length > LINE) {
        folded.append("\r\n ").append(word);
        column = 0;
      } else {
        folded.append(' ').append(word);
      }
      column += 1 + length;
    }
    return folded.toString();
  }
}
