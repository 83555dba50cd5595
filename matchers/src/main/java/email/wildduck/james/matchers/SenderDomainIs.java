package email.wildduck.james.matchers;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.queue.mail.Envelope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;

/**
 * Matches all recipients of a message by the domain of its MAIL FROM. Case does not matter, and a
 * domain may be written in Unicode or Punycode. The null sender has no domain. In {@code egress} it
 * is MAIL FROM as the mailets before have left it. Works before the queue and in {@code egress}.
 *
 * <ul>
 *   <li>condition – domains, separated by commas; {@code .example.com} is every domain below {@code
 *       example.com}
 * </ul>
 *
 * <pre>{@code
 * <mailet match="email.wildduck.james.matchers.SenderDomainIs=example.com,.example.com" class="...">
 * </mailet>
 * }</pre>
 */
public final class SenderDomainIs extends GenericMatcher {
  private final List<String> domains = new ArrayList<>();

  @Override
  public void init() throws MessagingException {
    for (String domain : Condition.entries(this, "domain")) {
      String ascii = AddressNormalizer.asciiDomain(domain);
      if (!ascii.matches("\\.?[a-z0-9_-]+(\\.[a-z0-9_-]+)*")) {
        throw Condition.wrong(this, domain + " is no domain");
      }
      domains.add(ascii);
    }
  }

  @Override
  public Collection<MailAddress> match(Mail mail) {
    String mailFrom = Envelope.of(mail).mailFrom();
    return Condition.all(
        mail, !mailFrom.isEmpty() && isNamed(mailFrom.substring(mailFrom.lastIndexOf('@') + 1)));
  }

  private boolean isNamed(String domain) {
    String ascii = AddressNormalizer.asciiDomain(domain);
    return domains.stream()
        .anyMatch(named -> named.startsWith(".") ? ascii.endsWith(named) : ascii.equals(named));
  }
}
