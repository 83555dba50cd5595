package email.wildduck.james.mailets.remote;

import email.wildduck.james.delivery.attempt.Reply;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Replies as JavaMail has them in its exceptions: the lines as they came. */
final class ReplyTexts {
  private static final Pattern LINE = Pattern.compile("[245]\\d\\d(?:[ -].*)?");
  private static final int CODE_LENGTH = 3;

  private ReplyTexts() {}

  /**
   * The reply that a text is; empty when it is something else.
   *
   * @param message of an exception; may be null, as such messages are
   */
  static Optional<Reply> parse(String message) {
    List<String> lines =
        Optional.ofNullable(message).orElse("").lines().collect(Collectors.toList());
    if (lines.isEmpty() || !lines.stream().allMatch(line -> LINE.matcher(line).matches())) {
      return Optional.empty();
    }
    return Optional.of(
        Reply.of(
            Integer.parseInt(lines.get(0).substring(0, CODE_LENGTH)),
            lines.stream()
                .map(line -> line.length() > CODE_LENGTH ? line.substring(CODE_LENGTH + 1) : "")
                .collect(Collectors.toList())));
  }
}
