package email.wildduck.james.queue.james;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.QueueEntry;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.StoredMessage;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import javax.mail.MessagingException;
import javax.mail.internet.AddressException;
import org.apache.james.core.MaybeSender;
import org.apache.james.server.core.MailImpl;
import org.bson.Document;

/** Makes mails of deliveries. */
final class MailReader {
  private final QueueStore store;

  MailReader(QueueStore store) {
    this.store = store;
  }

  /**
   * A mail with a body of its own, which lives until the mail is disposed.
   *
   * @throws BrokenEntryException when this will never be possible
   * @throws IOException when the copy cannot be written
   */
  MailImpl read(QueueEntry entry) throws BrokenEntryException, IOException {
    StoredMessage stored = store.load(entry);
    HeldBody body = HeldBody.of(stored);
    try {
      return mail(entry, stored, body.source(), body);
    } catch (BrokenEntryException | IOException | RuntimeException e) {
      body.close();
      throw e;
    }
  }

  /** A mail for looking at: its body is read from the database when it is asked for. */
  MailImpl view(QueueEntry entry) throws BrokenEntryException, IOException {
    StoredMessage stored = store.load(entry);
    return mail(entry, stored, stored.body(), () -> {});
  }

  private static MailImpl mail(
      QueueEntry entry, StoredMessage stored, ByteSource body, Closeable storage)
      throws BrokenEntryException, IOException {
    MailImpl mail = envelope(entry, stored);
    try {
      mail.setMessageNoCopy(RawMimeMessage.of(stored.withBody(body), storage));
      return mail;
    } catch (MessagingException e) {
      throw new BrokenEntryException("the message cannot be attached", e);
    }
  }

  private static MailImpl envelope(QueueEntry entry, StoredMessage stored)
      throws BrokenEntryException {
    Document fields = entry.extension();
    String name = Optional.ofNullable(fields.getString(MailFields.NAME)).orElse("");
    try {
      MailImpl.Builder mail =
          MailImpl.builder()
              .name(name.isEmpty() ? entry.id().asString() : name)
              .sender(sender(stored.data().from()));
      for (String recipient : stored.data().to()) {
        mail.addRecipient(Envelope.heldFor(recipient));
      }
      MailFields.read(fields, mail);
      return mail.build();
    } catch (Exception e) {
      // whatever James makes of a field that it cannot read
      throw new BrokenEntryException("not a mail of James: " + e.getMessage(), e);
    }
  }

  /**
   * Unlike {@link MaybeSender#getMailSender}, does not take a broken address for the null sender.
   */
  private static MaybeSender sender(String address) throws AddressException {
    return address.isEmpty() ? MaybeSender.nullSender() : MaybeSender.of(Envelope.heldFor(address));
  }
}
