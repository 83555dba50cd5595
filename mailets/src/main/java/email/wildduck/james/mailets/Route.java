package email.wildduck.james.mailets;

import email.wildduck.james.core.message.Headers;
import email.wildduck.james.delivery.zone.ZoneRules;
import email.wildduck.james.queue.james.MailMessages;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.mail.Routes;
import java.util.HashMap;
import java.util.Map;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/**
 * Chooses the sending zone of each recipient by the rules of {@code <zones>} in {@code
 * wildduck.xml}: by a header field of the message, the domain of MAIL FROM, the recipient's domain
 * or the client's address; the zone {@code default} takes the rest. A later {@link Enqueue} queues
 * accordingly. The Mail is not split. Takes no parameters.
 *
 * <pre>{@code
 * <mailet match="All" class="email.wildduck.james.mailets.Route">
 *   <onMailetException>try-again</onMailetException>
 * </mailet>
 * }</pre>
 */
public final class Route extends GenericMailet {
  private final ZoneRules rules;

  /** One set of rules serves all mailets. */
  @Inject
  public Route(ZoneRules rules) {
    this.rules = rules;
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    Headers headers = MailMessages.rawMessage(mail).headers();
    String mailFrom = Envelope.of(mail).mailFrom();
    String origin = Reception.of(mail).map(Reception::origin).orElse("");
    Map<MailAddress, email.wildduck.james.queue.route.Route> routes = new HashMap<>();
    for (MailAddress recipient : mail.getRecipients()) {
      String zone = rules.zoneOf(headers, mailFrom, Envelope.addressOf(recipient), origin);
      routes.put(recipient, email.wildduck.james.queue.route.Route.by(zone));
    }
    Routes.choose(mail, routes);
  }
}
