package email.wildduck.james.mailets;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.mailets.route.RecipientRoutes;
import email.wildduck.james.mailets.route.RoutedMessage;
import email.wildduck.james.queue.james.MailMessages;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.mail.Routes;
import email.wildduck.james.queue.mail.Submission;
import email.wildduck.james.queue.mail.ZoneWish;
import java.util.HashMap;
import java.util.Map;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.bson.types.ObjectId;

/**
 * Chooses the way of each recipient, in ZoneMTA's order. A later {@link Enqueue} queues
 * accordingly. The Mail is not split.
 *
 * <ol>
 *   <li>The sending zone: the one that {@code X-Sending-Zone} asks for, on the interfaces {@code
 *       api} and {@code bounce}; else by the rules of {@code <zones>}, that is a header field, the
 *       domain of MAIL FROM, the recipient's domain or the client's address; else {@code default}.
 *   <li>{@code mtaRelay} of the user who submitted it: to that relay, from that zone.
 *   <li>Without a relay, recipients of this WildDuck: as {@code <localDelivery>} says.
 *   <li>All others in the zone {@code default}: the zone that {@code <mxRoutes>} has for their MX.
 * </ol>
 *
 * <p>When the database cannot be asked the mailet throws: give {@code onMailetException} a
 * processor that tries again. When DNS does not answer, {@code <mxRoutes>} change nothing. Takes no
 * parameters.
 *
 * <pre>{@code
 * <mailet match="All" class="email.wildduck.james.mailets.Route">
 *   <onMailetException>try-again</onMailetException>
 * </mailet>
 * }</pre>
 */
public final class Route extends GenericMailet {
  private final RecipientRoutes routes;

  /** One set of rules serves all mailets. */
  @Inject
  public Route(RecipientRoutes routes) {
    this.routes = routes;
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    Headers headers = MailMessages.rawMessage(mail).headers();
    Envelope envelope = Envelope.of(mail);
    RoutedMessage message =
        new RoutedMessage(
            mail.getName(),
            headers,
            envelope.mailFrom(),
            Reception.of(mail).map(Reception::origin).orElse(""),
            ZoneWish.of(mail, headers),
            Submission.of(mail)
                .map(Submission::userId)
                .filter(ObjectId::isValid)
                .map(ObjectId::new));
    try {
      choose(mail, routes.find(message, envelope.recipients()));
    } catch (SmtpException e) {
      throw new MessagingException(mail.getName() + " not routed: " + e.getMessage(), e);
    }
  }

  private static void choose(Mail mail, Map<String, email.wildduck.james.queue.route.Route> found) {
    Map<MailAddress, email.wildduck.james.queue.route.Route> chosen = new HashMap<>();
    for (MailAddress recipient : mail.getRecipients()) {
      chosen.put(recipient, found.get(Envelope.addressOf(recipient)));
    }
    Routes.choose(mail, chosen);
  }
}
