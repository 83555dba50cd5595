package email.wildduck.james.delivery.reply;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The enhanced status code of a reply that has none: by its wording, else by its reply code. The
 * rules are in {@code status-rules.txt}. Immutable.
 */
final class StatusRules {
  private final List<Rule> rules;

  /**
   * @throws IllegalArgumentException when a line is not a rule
   */
  StatusRules(List<String> lines) {
    this.rules = lines.stream().map(Rule::new).collect(Collectors.toUnmodifiableList());
  }

  static StatusRules standard() {
    return new StatusRules(RuleFile.lines("status-rules.txt"));
  }

  /**
   * The status of a server's reply, in the class of its reply code. Codes below 400, which are no
   * refusals, have the class of what becomes of the delivery.
   */
  StatusCode of(ReplyText reply, Ruling ruling) {
    int codeClass = reply.code() >= 400 && reply.code() < 600 ? reply.code() / 100 : own(ruling);
    return reply
        .status()
        .map(status -> status.inClass(codeClass))
        .orElseGet(() -> derived(reply).orElse(StatusCode.of(4, 0, 0)).inClass(codeClass));
  }

  /**
   * The status of a failure that no server spoke of: its own, if it names one, else its cause's.
   */
  StatusCode of(FailedAttempt attempt, ReplyText text, Ruling ruling) {
    String firstWord = attempt.text().strip().split("\\s", 2)[0];
    return text.status()
        .or(() -> StatusCode.parse(firstWord))
        .orElseGet(() -> ofCause(ruling))
        .inClass(own(ruling));
  }

  private static StatusCode ofCause(Ruling ruling) {
    boolean temporary = ruling.action == Verdict.Action.DEFER;
    switch (ruling.category) {
      case DNS:
        // RFC 3463: directory server failure; bad destination system address
        return temporary ? StatusCode.of(4, 4, 3) : StatusCode.of(5, 1, 2);
      case NETWORK:
        return temporary ? StatusCode.of(4, 4, 1) : StatusCode.of(5, 4, 4);
      case POLICY:
        return StatusCode.of(5, 7, 0);
      case HTTP:
        return StatusCode.of(5, 5, 0);
      default:
        return StatusCode.of(5, 0, 0);
    }
  }

  private static int own(Ruling ruling) {
    return ruling.action == Verdict.Action.DEFER ? 4 : 5;
  }

  private Optional<StatusCode> derived(ReplyText reply) {
    return rules.stream().filter(rule -> rule.fits(reply)).map(rule -> rule.status).findFirst();
  }

  /** Reply codes, subject and detail, and, if any, a pattern that occurs in the reply. */
  private static final class Rule {
    private final CodeRange codes;
    private final StatusCode status;
    private final Pattern pattern;

    Rule(String line) {
      String[] words = line.split("\\s+", 3);
      this.codes = CodeRange.parse(words[0]);
      this.status =
          StatusCode.parse("5." + words[1])
              .orElseThrow(() -> new IllegalArgumentException("not a rule: " + line));
      this.pattern = Pattern.compile(words.length > 2 ? words[2] : "", Pattern.CASE_INSENSITIVE);
    }

    boolean fits(ReplyText reply) {
      return codes.contains(reply.code()) && pattern.matcher(reply.toString()).find();
    }
  }
}
