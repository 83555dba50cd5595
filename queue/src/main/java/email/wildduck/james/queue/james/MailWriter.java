package email.wildduck.james.queue.james;

import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import java.time.Instant;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.Mail;

/**
 * A mail of James as message and delivery of WildDuck's queue. One mail is one delivery with all
 * its recipients: they are in the message's envelope, and the delivery's own {@code recipient} is
 * the first of them, because the format has room for one only.
 */
final class MailWriter {
  private MailWriter() {}

  static NewMessage message(Mail mail) throws MessagingException {
    Envelope envelope = Envelope.of(mail);
    NewMessage message =
        NewMessage.of(MailMessages.rawMessage(mail), envelope.mailFrom(), envelope.recipients());
    if (mail.getRemoteAddr() != null) {
      message = message.withOrigin(mail.getRemoteAddr(), Optional.ofNullable(mail.getRemoteHost()));
    }
    Optional<String> user = text(mail, Mail.SMTP_AUTH_USER);
    Optional<String> session = text(mail, Mail.SMTP_SESSION_ID);
    message = user.isPresent() ? message.withUser(user.get()) : message;
    return session.isPresent() ? message.withSession(session.get()) : message;
  }

  static NewDelivery delivery(Mail mail, String zone, Instant queued) {
    String first = Envelope.of(mail).recipients().stream().findFirst().orElse("");
    return NewDelivery.of(zone, first, queued, MailFields.write(mail));
  }

  private static Optional<String> text(Mail mail, AttributeName name) {
    return mail.getAttribute(name)
        .map(Attribute::getValue)
        .flatMap(value -> value.valueAs(String.class));
  }
}
