package email.wildduck.james.matchers;

import email.wildduck.james.delivery.dns.DnsException;
import email.wildduck.james.delivery.route.BestMx;
import email.wildduck.james.delivery.route.MxPattern;
import email.wildduck.james.queue.mail.Envelope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;

/**
 * Matches recipients by the first MX of their domain, whether their mail goes there or to a relay.
 * DNS is asked for at most a second; the answer is kept for 8 hours, that there is none for 1 hour.
 * Works before the queue and in {@code egress}, where all recipients of a Mail are in one domain.
 *
 * <ul>
 *   <li>condition – names of hosts, separated by commas, with {@code *} for any text; case does not
 *       matter
 * </ul>
 *
 * <p>When DNS does not answer it throws: give {@code onMatchException} the value {@code nomatch},
 * or {@code propagate} in {@code egress}, where the delivery then waits.
 *
 * <pre>{@code
 * <mailet match="email.wildduck.james.matchers.RecipientMxIs=*.google.com,*.googlemail.com"
 *     class="..." onMatchException="nomatch">
 * </mailet>
 * }</pre>
 */
public final class RecipientMxIs extends GenericMatcher {
  private final BestMx best;
  private final List<MxPattern> patterns = new ArrayList<>();

  /** One memory of answers serves all matchers. */
  @Inject
  public RecipientMxIs(BestMx best) {
    this.best = best;
  }

  @Override
  public void init() throws MessagingException {
    for (String pattern : Condition.entries(this, "host")) {
      if (!pattern.matches("[A-Za-z0-9._*-]+")) {
        throw Condition.wrong(this, pattern + " is no host name; * stands for any text");
      }
      patterns.add(MxPattern.of(pattern));
    }
  }

  @Override
  public Collection<MailAddress> match(Mail mail) throws MessagingException {
    List<MailAddress> matching = new ArrayList<>();
    for (MailAddress recipient : mail.getRecipients()) {
      String address = Envelope.addressOf(recipient);
      if (isMatching(mail, address.substring(address.lastIndexOf('@') + 1))) {
        matching.add(recipient);
      }
    }
    return matching;
  }

  private boolean isMatching(Mail mail, String domain) throws MessagingException {
    try {
      Optional<String> mx = best.of(domain);
      return mx.isPresent() && patterns.stream().anyMatch(pattern -> pattern.matches(mx.get()));
    } catch (DnsException e) {
      throw new MessagingException(mail.getName() + ": " + e.getMessage(), e);
    }
  }
}
