package email.wildduck.james.delivery.attempt;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A reply of a peer (RFC 5321 §4.2): a code and one or several lines of text. Immutable. */
public final class Reply {
  private static final Pattern ENHANCED =
      Pattern.compile("([245]\\.\\d{1,3}\\.\\d{1,3})(?: .*|$)", Pattern.DOTALL);

  private final int code;
  private final List<String> lines;

  private Reply(int code, List<String> lines) {
    this.code = code;
    this.lines = lines;
  }

  /**
   * @param code 200 to 599
   * @param lines the text behind the code of each line; control characters become spaces
   * @throws IllegalArgumentException when the code is none or there is no line
   */
  public static Reply of(int code, List<String> lines) {
    if (code < 200 || code > 599 || lines.isEmpty()) {
      throw new IllegalArgumentException("not a reply: " + code);
    }
    return new Reply(
        code,
        lines.stream()
            .map(line -> line.replaceAll("\\p{Cntrl}", " ").stripTrailing())
            .collect(Collectors.toUnmodifiableList()));
  }

  /** The reply code. */
  public int code() {
    return code;
  }

  /** The text of each line, without code. */
  public List<String> lines() {
    return lines;
  }

  /** 2xx. */
  public boolean isPositive() {
    return code / 100 == 2;
  }

  /** 4xx. */
  public boolean isTemporary() {
    return code / 100 == 4;
  }

  /** 5xx. */
  public boolean isPermanent() {
    return code / 100 == 5;
  }

  /** The enhanced status code (RFC 2034) that the text starts with, if it goes with the code. */
  public Optional<String> enhancedStatus() {
    Matcher matcher = ENHANCED.matcher(lines.get(lines.size() - 1));
    return matcher.matches() && matcher.group(1).charAt(0) - '0' == code / 100
        ? Optional.of(matcher.group(1))
        : Optional.empty();
  }

  /**
   * All lines with their codes, joined by line feeds, as ZoneMTA classifies and logs a reply:
   * {@code 550-5.1.1 No such user\n550 5.1.1 here}.
   */
  public String response() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      boolean last = i == lines.size() - 1;
      text.append(code).append(last ? ' ' : '-').append(lines.get(i)).append(last ? "" : "\n");
    }
    return text.toString().stripTrailing();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Reply
        && code == ((Reply) other).code
        && lines.equals(((Reply) other).lines);
  }

  @Override
  public int hashCode() {
    return 31 * code + lines.hashCode();
  }

  /** On one line. */
  @Override
  public String toString() {
    return (code + " " + String.join(" ", lines)).stripTrailing();
  }
}
