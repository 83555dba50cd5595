package email.wildduck.james.embedded.sink;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The argument of MAIL or RCPT.
 *
 * @param address what stands between the angle brackets
 * @param parameters what follows them
 */
record SmtpPath(String address, List<String> parameters) {

  private static final Pattern SYNTAX =
      Pattern.compile("\\s*<((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^>\"])*)>(?:\\s+(.*))?\\s*");

  /**
   * Reads the argument of a command.
   *
   * @param keyword {@code FROM:} or {@code TO:}
   * @return empty on a syntax error
   */
  static Optional<SmtpPath> parse(String keyword, String argument) {
    if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) {
      return Optional.empty();
    }
    Matcher matcher = SYNTAX.matcher(argument.substring(keyword.length()));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String parameters = Optional.ofNullable(matcher.group(2)).orElse("");
    return Optional.of(
        new SmtpPath(
            matcher.group(1),
            Arrays.stream(parameters.split("\\s+", -1)).filter(part -> !part.isEmpty()).toList()));
  }

  /** The value of a parameter such as {@code SIZE=1000}; empty if it is not there. */
  Optional<String> parameter(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.regionMatches(true, 0, name + "=", 0, name.length() + 1))
        .map(parameter -> parameter.substring(name.length() + 1))
        .findFirst();
  }
}
