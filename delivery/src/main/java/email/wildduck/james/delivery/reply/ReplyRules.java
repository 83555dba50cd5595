package email.wildduck.james.delivery.reply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * ZoneMTA's reading of replies: wordings first, then enhanced status codes, then reply codes; the
 * first rule that fits decides. The rules are in {@code reply-rules.txt}, which says how they are
 * written. Immutable.
 */
final class ReplyRules {
  private final List<Rule> wordings = new ArrayList<>();
  private final Map<String, Ruling> enhanced = new HashMap<>();
  private final List<Rule> basic = new ArrayList<>();

  /**
   * @throws IllegalArgumentException when a line is not a rule
   */
  ReplyRules(List<String> lines) {
    lines.forEach(this::add);
  }

  static ReplyRules standard() {
    return new ReplyRules(RuleFile.lines("reply-rules.txt"));
  }

  private void add(String line) {
    String[] words = line.split("\\s+", 5);
    if (words.length < 4) {
      throw new IllegalArgumentException("not a rule: " + line);
    }
    String rest = words.length > 4 ? words[4] : "";
    Ruling ruling = Ruling.parse(words[2], words[3]);
    switch (words[0]) {
      case "wording":
        wordings.add(new Rule(CodeRange.parse(words[1]), rest, ruling));
        break;
      case "enhanced":
        for (String status : rest.split("\\s+")) {
          enhanced.put(key(words[1].charAt(0), status), ruling);
        }
        break;
      case "basic":
        basic.add(new Rule(CodeRange.parse(words[1]), "", ruling));
        break;
      default:
        throw new IllegalArgumentException("not a rule: " + line);
    }
  }

  /**
   * Judges a reply.
   *
   * @param cause what had failed when the reply came, when it was not a command of the transaction:
   *     then only codes above 500 are looked at
   */
  Ruling judge(ReplyText reply, Optional<FailureCategory> cause) {
    if (reply.toString().isEmpty()) {
      return Ruling.reject(cause.orElse(FailureCategory.OTHER));
    }
    if (cause.isPresent() && reply.code() <= 500) {
      return Ruling.defer(cause.get());
    }
    return first(wordings, reply)
        .or(() -> reply.status().map(status -> enhanced.get(key(reply, status))))
        .or(() -> first(basic, reply))
        .orElseGet(() -> Ruling.reject(FailureCategory.OTHER));
  }

  private static Optional<Ruling> first(List<Rule> rules, ReplyText reply) {
    return rules.stream().filter(rule -> rule.fits(reply)).map(rule -> rule.ruling).findFirst();
  }

  private static String key(ReplyText reply, StatusCode status) {
    return key((char) ('0' + reply.code() / 100), status.toString());
  }

  private static String key(char codeClass, String status) {
    return codeClass + " " + status;
  }

  /** Reply codes and a pattern that occurs in the reply. */
  private static final class Rule {
    private final CodeRange codes;
    private final Pattern pattern;
    private final Ruling ruling;

    Rule(CodeRange codes, String pattern, Ruling ruling) {
      this.codes = codes;
      this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
      this.ruling = ruling;
    }

    boolean fits(ReplyText reply) {
      return codes.contains(reply.code()) && pattern.matcher(reply.toString()).find();
    }
  }
}
