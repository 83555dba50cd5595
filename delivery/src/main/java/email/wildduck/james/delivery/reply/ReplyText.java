package email.wildduck.james.delivery.reply;

import email.wildduck.james.core.text.JsText;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reply on one line, with its codes. Immutable. */
final class ReplyText {
  /** More than anybody reads, and little enough for the patterns of the rules. */
  private static final int MAX_LENGTH = 2000;

  private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\r|\\n");
  private static final Pattern BLANKS = Pattern.compile("[\\p{Cc}\\p{Z}]+");
  private static final Pattern CODES =
      Pattern.compile("(\\d{3})(?:[ -]+|$)(?:(\\d\\.\\d{1,3}\\.\\d{1,3})(?: +|$))?");

  private final int code;
  private final Optional<StatusCode> status;
  private final String text;

  private ReplyText(int code, Optional<StatusCode> status, String text) {
    this.code = code;
    this.status = status;
    this.text = text;
  }

  /** Reads any text. */
  static ReplyText of(String reply) {
    String given = JsText.wellFormed(cut(reply, 2 * MAX_LENGTH));
    StringBuilder text = new StringBuilder();
    String codes = "";
    for (String line : LINE_END.split(given)) {
      String clean = BLANKS.matcher(line).replaceAll(" ").strip();
      Matcher start = CODES.matcher(clean);
      boolean starts = start.lookingAt();
      if (text.length() == 0 && codes.isEmpty() && starts) {
        codes = codes(start);
        clean = clean.substring(start.end());
      } else if (starts && codes.startsWith(start.group(1))) {
        clean =
            clean.substring(start.group(2) == null || codes.equals(codes(start)) ? start.end() : 4);
      }
      text.append(text.length() == 0 || clean.isEmpty() ? "" : " ").append(clean);
    }
    String all = codes + (codes.isEmpty() || text.length() == 0 ? "" : " ") + text;
    return codes.isEmpty()
        ? new ReplyText(0, Optional.empty(), cut(all, MAX_LENGTH))
        : new ReplyText(
            Integer.parseInt(codes.substring(0, 3)),
            codes.length() > 3 ? StatusCode.parse(codes.substring(4)) : Optional.empty(),
            cut(all, MAX_LENGTH));
  }

  private static String codes(Matcher start) {
    return start.group(1) + (start.group(2) == null ? "" : " " + start.group(2));
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, splitsPair ? length - 1 : length).strip();
  }

  /** The reply code; 0 when the text does not start with one. */
  int code() {
    return code;
  }

  /** The same, as others want it. */
  OptionalInt replyCode() {
    return code == 0 ? OptionalInt.empty() : OptionalInt.of(code);
  }

  /** The enhanced status code behind the reply code. */
  Optional<StatusCode> status() {
    return status;
  }

  @Override
  public String toString() {
    return text;
  }
}
