package email.wildduck.james.smtp.syntax;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The argument of MAIL or RCPT, taken apart: {@code FROM:<path> parameters}. Blanks after the colon
 * and at the end are ignored, and so is a source route (RFC 5321 §4.1.1.3, appendix C).
 */
public final class PathArgument {
  private static final Pattern SOURCE_ROUTE =
      Pattern.compile("@[^\\s\"<>@,:]+(?:,@[^\\s\"<>@,:]+)*:");

  private final String path;
  private final String parameters;

  private PathArgument(String path, String parameters) {
    this.path = path;
    this.parameters = parameters;
  }

  /**
   * Takes an argument apart.
   *
   * @param keyword {@code FROM:} or {@code TO:}; the client may write it in lower case
   * @return empty when keyword or angle brackets are missing
   */
  public static Optional<PathArgument> parse(String keyword, String argument) {
    if (!argument.toUpperCase(Locale.ROOT).startsWith(keyword)) {
      return Optional.empty();
    }
    String text = argument.substring(keyword.length()).trim();
    int end = text.startsWith("<") ? closingBracket(text) : -1;
    if (end < 0 || end + 1 < text.length() && text.charAt(end + 1) != ' ') {
      return Optional.empty();
    }
    String path =
        SOURCE_ROUTE.matcher(text.substring(1, end)).lookingAt()
            ? text.substring(1, end).replaceFirst("^" + SOURCE_ROUTE.pattern(), "")
            : text.substring(1, end);
    return Optional.of(new PathArgument(path, text.substring(end + 1).trim()));
  }

  /** What stands in the angle brackets; empty for the null path. */
  public String path() {
    return path;
  }

  /** What stands behind them, without blanks around it. */
  public String parameters() {
    return parameters;
  }

  /** Where the path ends; a bracket in a quoted string does not end it. */
  private static int closingBracket(String text) {
    boolean quoted = false;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '<') {
        return -1;
      } else if (!quoted && c == '>') {
        return i;
      }
    }
    return -1;
  }
}
