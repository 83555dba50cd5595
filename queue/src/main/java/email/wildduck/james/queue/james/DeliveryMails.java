package email.wildduck.james.queue.james;

import email.wildduck.james.queue.mail.DsnAttributes;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.QueuedMail;
import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.mail.Submission;
import email.wildduck.james.queue.route.DsnRequest;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.MessageData;
import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.io.IOException;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.server.core.MailImpl;

/** Makes a Mail of deliveries of one message that were taken from a sending zone. */
final class DeliveryMails {
  private static final String UNKNOWN = "";

  private DeliveryMails() {}

  /**
   * A Mail named as its one delivery, or as the message when there are more; with its own copy of
   * the body, to be disposed.
   *
   * @param deliveries by what James holds for their recipients; not empty
   * @param state the processor
   * @throws BrokenEntryException when this will never be possible
   * @throws IOException when the copy cannot be written
   */
  static MailImpl of(
      Map<MailAddress, QueuedDelivery> deliveries, StoredMessage stored, String state)
      throws BrokenEntryException, IOException {
    HeldBody body = HeldBody.of(stored);
    try {
      MailImpl mail = envelope(deliveries, stored.data(), state);
      mail.setMessageNoCopy(RawMimeMessage.of(stored.withBody(body.source()), body));
      return mail;
    } catch (MessagingException e) {
      body.close();
      throw new BrokenEntryException("not a mail: " + e.getMessage(), e);
    } catch (BrokenEntryException | IOException | RuntimeException e) {
      body.close();
      throw e;
    }
  }

  private static MailImpl envelope(
      Map<MailAddress, QueuedDelivery> deliveries, MessageData data, String state)
      throws BrokenEntryException, MessagingException {
    QueuedDelivery first = deliveries.values().iterator().next();
    MailImpl mail =
        MailImpl.builder()
            .name(deliveries.size() == 1 ? first.toString() : first.id().asString())
            .sender(senderOf(data))
            .addRecipients(deliveries.keySet())
            .state(state)
            .lastUpdated(Date.from(first.created()))
            .build();
    QueuedMail.write(mail, deliveries);
    data.text("userId").ifPresent(user -> submissionOf(first, data, user).writeTo(mail));
    receptionOf(first, data).writeTo(mail);
    Map<MailAddress, DsnRequest> dsn = new LinkedHashMap<>();
    deliveries.forEach((recipient, delivery) -> dsn.put(recipient, delivery.dsn()));
    DsnAttributes.write(mail, dsn);
    return mail;
  }

  private static MaybeSender senderOf(MessageData data) throws MessagingException {
    return data.from().isEmpty()
        ? MaybeSender.nullSender()
        : MaybeSender.of(Envelope.heldFor(data.from()));
  }

  private static Submission submissionOf(QueuedDelivery delivery, MessageData data, String userId) {
    String user = data.text("user").orElse(UNKNOWN);
    return new Submission(delivery.id().asString(), userId, user, user);
  }

  private static Reception receptionOf(QueuedDelivery delivery, MessageData data) {
    return new Reception(
        data.text("origin").orElse(UNKNOWN),
        data.text("transhost").orElse(UNKNOWN),
        data.text("transtype").orElse(UNKNOWN),
        delivery.created(),
        Optional.of(delivery.session())
            .filter(Optional::isPresent)
            .orElseGet(() -> data.text("sessionId"))
            .orElse(UNKNOWN),
        data.text("interface").orElse(UNKNOWN));
  }
}
