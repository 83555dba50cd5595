package email.wildduck.james.matchers;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.delivery.local.LocalRecipients;
import email.wildduck.james.queue.mail.Envelope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;

/**
 * Matches recipients of this WildDuck: addresses in {@code localDelivery/domains} that WildDuck
 * knows as mailbox, alias, wildcard or forwarded address. Nobody matches while {@code
 * localDelivery/enabled} is false. The database is asked for addresses in these domains only. Takes
 * no condition.
 *
 * <p>In {@code egress} a Mail may stand for several recipients, of whom some are local: James would
 * split it, and a mailet that acts on a part of it must leave the others' outcome alone.
 *
 * <p>When the database does not answer it throws: give {@code onMatchException} the value {@code
 * try-again} before the queue, {@code propagate} in {@code egress}.
 *
 * <pre>{@code
 * <mailet match="email.wildduck.james.matchers.IsLocalRecipient" class="..."
 *     onMatchException="try-again">
 * </mailet>
 * }</pre>
 */
public final class IsLocalRecipient extends GenericMatcher {
  private final LocalRecipients recipients;

  /** One reader serves all matchers. */
  @Inject
  public IsLocalRecipient(LocalRecipients recipients) {
    this.recipients = recipients;
  }

  @Override
  public void init() throws MessagingException {
    Condition.none(this);
  }

  @Override
  public Collection<MailAddress> match(Mail mail) throws MessagingException {
    List<MailAddress> matching = new ArrayList<>();
    try {
      for (MailAddress recipient : mail.getRecipients()) {
        if (recipients.find(Envelope.addressOf(recipient)).isPresent()) {
          matching.add(recipient);
        }
      }
    } catch (SmtpException e) {
      throw new MessagingException(mail.getName() + ": " + e.getMessage(), e);
    }
    return matching;
  }
}
