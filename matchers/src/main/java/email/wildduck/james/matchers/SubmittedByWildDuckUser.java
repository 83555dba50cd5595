package email.wildduck.james.matchers;

import email.wildduck.james.queue.mail.Submission;
import java.util.Collection;
import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;

/**
 * Matches all recipients of a message that came through the submission front door from a user of
 * WildDuck; none of any other, for example a bounce that James itself sends. Takes no condition.
 *
 * <pre>{@code
 * <mailet match="email.wildduck.james.matchers.SubmittedByWildDuckUser" class="ToProcessor">
 *   <processor>submission</processor>
 * </mailet>
 * }</pre>
 */
public final class SubmittedByWildDuckUser extends GenericMatcher {

  @Override
  public Collection<MailAddress> match(Mail mail) {
    return Submission.of(mail).isPresent() ? mail.getRecipients() : List.of();
  }
}
