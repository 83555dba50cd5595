package email.wildduck.james.mailets;

import email.wildduck.james.core.submission.SubmittedMessage;
import email.wildduck.james.core.submission.Transmission;
import email.wildduck.james.queue.james.MailMessages;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.mail.Submission;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.bson.types.ObjectId;

/** A Mail as what its sender submitted. */
final class SubmittedMail {
  private SubmittedMail() {}

  /**
   * The message of a user; empty for what did not come through the front door, and for what has the
   * null sender. It is valid until the Mail's message is changed or disposed.
   */
  static Optional<SubmittedMessage> of(Mail mail) throws MessagingException {
    Optional<Submission> submission = Submission.of(mail);
    Envelope envelope = Envelope.of(mail);
    if (submission.isEmpty()
        || envelope.mailFrom().isEmpty()
        || !ObjectId.isValid(submission.get().userId())) {
      return Optional.empty();
    }
    return Optional.of(
        new SubmittedMessage(
            submission.get().queueId(),
            new ObjectId(submission.get().userId()),
            envelope.mailFrom(),
            envelope.recipients(),
            transmissionOf(mail),
            MailMessages.rawMessage(mail)));
  }

  private static Transmission transmissionOf(Mail mail) {
    return Reception.of(mail)
        .map(
            reception ->
                new Transmission(
                    reception.origin(),
                    reception.transhost(),
                    reception.transtype(),
                    reception.time(),
                    reception.session()))
        .orElseGet(() -> new Transmission("", "", "", lastUpdated(mail), ""));
  }

  private static Instant lastUpdated(Mail mail) {
    return Optional.ofNullable(mail.getLastUpdated()).map(Date::toInstant).orElse(Instant.EPOCH);
  }
}
