package email.wildduck.james.mailets;

import email.wildduck.james.core.compose.ReceivedField;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.mailets.deliver.HopName;
import email.wildduck.james.queue.james.MailMessages;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.QueuedMail;
import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.mail.Submission;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/**
 * Puts the field {@code Received} of this host on top of a message that was taken from a sending
 * zone and has none: what WildDuck queued itself, what a ZoneMTA accepted, bounces. A message that
 * came through our own port has one already, with its queue id, and gets no other. The field names
 * where the message came from as far as the queue knows, the queue id with the number of the
 * delivery, and the recipient when the Mail has only one. Takes no parameters.
 *
 * <p>It belongs into the processor {@code egress}, before {@code SignDkim}: signatures stand above
 * it and do not cover it.
 *
 * <pre>{@code
 * <mailet match="All" class="email.wildduck.james.mailets.AddReceived">
 *   <onMailetException>propagate</onMailetException>
 * </mailet>
 * }</pre>
 */
public final class AddReceived extends GenericMailet {
  /** That of ZoneMTA for mail that no client brought. */
  private static final String NO_CLIENT = "HTTP";

  private final HopName host;

  /** With the name of this host. */
  @Inject
  public AddReceived(HopName host) {
    this.host = host;
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    QueuedDelivery delivery =
        QueuedMail.deliveryOf(mail)
            .orElseThrow(
                () ->
                    new MessagingException(
                        mail.getName()
                            + " comes from no sending zone: AddReceived belongs into the"
                            + " processor egress"));
    RawMessage message = MailMessages.rawMessage(mail);
    if (!hasOurs(message, delivery.id().asString())) {
      ReceivedField field = described(mail, delivery);
      MailMessages.replace(
          mail, message.withHeaders(message.headers().prepend(field.at(timeOf(mail, delivery)))));
    }
  }

  private static boolean hasOurs(RawMessage message, String id) {
    Pattern clause = Pattern.compile("\\sid\\s+" + Pattern.quote(id) + "(?![0-9a-fA-F])");
    return message.headers().all("Received").stream()
        .anyMatch(field -> clause.matcher(field.value()).find());
  }

  private ReceivedField described(Mail mail, QueuedDelivery delivery) {
    Optional<Reception> reception = Reception.of(mail);
    ReceivedField field =
        ReceivedField.of(
                host.asString(),
                reception
                    .map(Reception::transtype)
                    .filter(type -> !type.isEmpty())
                    .orElse(NO_CLIENT),
                delivery.toString())
            .from(
                reception.map(Reception::transhost).orElse(""),
                reception.map(Reception::origin).orElse(""),
                "",
                Submission.of(mail).map(Submission::authenticatedSender).orElse(""));
    List<String> recipients = Envelope.of(mail).recipients();
    return recipients.size() == 1 ? field.to(recipients.get(0)) : field;
  }

  private static Instant timeOf(Mail mail, QueuedDelivery delivery) {
    return Reception.of(mail).map(Reception::time).orElseGet(delivery::created);
  }
}
