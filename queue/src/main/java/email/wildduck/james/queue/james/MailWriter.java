package email.wildduck.james.queue.james;

import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
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
    NewMessage message =
        NewMessage.of(
            MailMessages.rawMessage(mail),
            mail.getMaybeSender().asOptional().map(MailAddress::asString).orElse(""),
            recipients(mail));
    if (mail.getRemoteAddr() != null) {
      message = message.withOrigin(mail.getRemoteAddr(), Optional.ofNullable(mail.getRemoteHost()));
    }
    Optional<String> user = text(mail, Mail.SMTP_AUTH_USER);
    Optional<String> session = text(mail, Mail.SMTP_SESSION_ID);
    message = user.isPresent() ? message.withUser(user.get()) : message;
    return session.isPresent() ? message.withSession(session.get()) : message;
  }

  static NewDelivery delivery(Mail mail, String zone, Instant queued) {
    String first = recipients(mail).stream().findFirst().orElse("");
    return NewDelivery.of(zone, first, queued, MailFields.write(mail));
  }

  private static List<String> recipients(Mail mail) {
    return Optional.ofNullable(mail.getRecipients()).orElse(List.of()).stream()
        .map(MailAddress::asString)
        .collect(Collectors.toList());
  }

  private static Optional<String> text(Mail mail, AttributeName name) {
    return mail.getAttribute(name)
        .map(Attribute::getValue)
        .flatMap(value -> value.valueAs(String.class));
  }
}
