package email.wildduck.james.matchers;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;

/** What stands behind the equals sign of a matcher. */
final class Condition {
  private Condition() {}

  /**
   * The entries of a list separated by commas.
   *
   * @param what an entry, for the message
   * @throws MessagingException when there is none
   */
  static List<String> entries(GenericMatcher matcher, String what) throws MessagingException {
    String condition = matcher.getCondition() == null ? "" : matcher.getCondition();
    List<String> entries =
        Arrays.stream(condition.split(","))
            .map(String::trim)
            .filter(entry -> !entry.isEmpty())
            .collect(Collectors.toUnmodifiableList());
    if (entries.isEmpty()) {
      throw wrong(matcher, "write " + nameOf(matcher) + "=<" + what + ">[,<" + what + ">...]");
    }
    return entries;
  }

  /**
   * For a matcher that takes no condition.
   *
   * @throws MessagingException when it has one
   */
  static void none(GenericMatcher matcher) throws MessagingException {
    if (matcher.getCondition() != null && !matcher.getCondition().isBlank()) {
      throw wrong(matcher, "it takes no condition");
    }
  }

  /** For a condition that cannot be used. */
  static MessagingException wrong(GenericMatcher matcher, String whatIsRight) {
    String condition = matcher.getCondition() == null ? "" : matcher.getCondition();
    return new MessagingException(
        "Matcher " + nameOf(matcher) + " has the condition \"" + condition + "\": " + whatIsRight);
  }

  /** All recipients of a Mail or none. */
  static Collection<MailAddress> all(Mail mail, boolean matching) {
    return matching ? mail.getRecipients() : List.of();
  }

  private static String nameOf(GenericMatcher matcher) {
    return matcher.getClass().getSimpleName();
  }
}
