package email.wildduck.james.delivery.reply;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reply codes from one to another: written {@code 452}, {@code 500-504}, {@code 4xx}, {@code any}.
 */
final class CodeRange {
  private static final Pattern FORM = Pattern.compile("(\\d{3})(?:-(\\d{3}))?|([2-5])xx|any");

  private final int first;
  private final int last;

  private CodeRange(int first, int last) {
    this.first = first;
    this.last = last;
  }

  /**
   * @throws IllegalArgumentException when the text is no range
   */
  static CodeRange parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("no reply codes: " + text);
    }
    if (form.group(3) != null) {
      int hundred = 100 * Integer.parseInt(form.group(3));
      return new CodeRange(hundred, hundred + 99);
    }
    if (form.group(1) == null) {
      return new CodeRange(0, 999);
    }
    int first = Integer.parseInt(form.group(1));
    return new CodeRange(first, form.group(2) == null ? first : Integer.parseInt(form.group(2)));
  }

  boolean contains(int code) {
    return code >= first && code <= last;
  }
}
