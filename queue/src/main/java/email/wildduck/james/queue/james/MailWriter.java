package email.wildduck.james.queue.james;

import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import java.time.Instant;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;

/**
 * A mail of James as message and delivery of WildDuck's queue. One mail is one delivery with all
 * its recipients: they are in the message's envelope, and the delivery's own {@code recipient} is
 * the first of them, because the format has room for one only.
 */
public final class MailWriter {
  private MailWriter() {}

  /**
   * The message of a mail, its envelope, and where it came from.
   *
   * @throws MessagingException when it cannot be read
   */
  public static NewMessage message(Mail mail) throws MessagingException {
    RawMessage content = MailMessages.rawMessage(mail);
    Envelope envelope = Envelope.of(mail);
    NewMessage message = NewMessage.of(content, envelope.mailFrom(), envelope.recipients());
    return MailMetadata.describe(message, mail, content.headers());
  }

  static NewDelivery delivery(Mail mail, String zone, Instant queued) {
    String first = Envelope.of(mail).recipients().stream().findFirst().orElse("");
    return NewDelivery.of(zone, first, queued, MailFields.write(mail));
  }
}
