package email.wildduck.james.matchers;

import email.wildduck.james.queue.mail.Reception;
import java.util.Collection;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;

/**
 * Matches all recipients of a message that came in by an interface, whoever took it: the {@code
 * interface} of its metadata in the queue. WildDuck writes {@code maildrop} (webmail and API),
 * {@code forwarder} and {@code autoreplies}; a submission port has its {@code jmxName}; reports of
 * this server have {@code bounce}. Works before the queue and in {@code egress}.
 *
 * <ul>
 *   <li>condition – names of interfaces, separated by commas; case counts
 * </ul>
 *
 * <pre>{@code
 * <mailet match="email.wildduck.james.matchers.QueuedBy=forwarder,autoreplies" class="...">
 * </mailet>
 * }</pre>
 */
public final class QueuedBy extends GenericMatcher {
  private List<String> interfaces = List.of();

  @Override
  public void init() throws MessagingException {
    interfaces = Condition.entries(this, "interface");
  }

  @Override
  public Collection<MailAddress> match(Mail mail) {
    return Condition.all(
        mail,
        Reception.of(mail).map(Reception::interfaceName).filter(interfaces::contains).isPresent());
  }
}
