package email.wildduck.james.smtp.data;

import email.wildduck.james.core.event.Event;
import email.wildduck.james.queue.james.MailMessages;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.mail.Submission;
import java.io.IOException;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;

/**
 * The event {@code QUEUED} of a message that was accepted, with what ZoneMTA tells ({@code
 * spec/observability.md} §3): {@code from}, {@code to}, {@code recipients} (how many), {@code
 * message_id}, {@code ip}, {@code body_size} in bytes, {@code interface}, {@code proto}, {@code
 * user}, {@code authenticated_sender}. The subject is left out: it is content.
 */
final class QueuedEvent {
  private QueuedEvent() {}

  static Event of(Mail mail) {
    Envelope envelope = Envelope.of(mail);
    Event event =
        Event.of("QUEUED")
            .about(mail.getName())
            .with("from", envelope.mailFrom())
            .with("to", String.join(",", envelope.recipients()))
            .with("recipients", envelope.recipients().size());
    event = withMessage(event, mail);
    Optional<Reception> reception = Reception.of(mail);
    if (reception.isPresent()) {
      event =
          event
              .with("ip", reception.get().origin())
              .with("interface", reception.get().interfaceName())
              .with("proto", reception.get().transtype())
              .with("sess", reception.get().session());
    }
    Optional<Submission> submission = Submission.of(mail);
    return submission.isEmpty()
        ? event
        : event
            .with("user", submission.get().userId())
            .with("authenticated_sender", submission.get().authenticatedSender());
  }

  private static Event withMessage(Event event, Mail mail) {
    try {
      String id =
          MailMessages.rawMessage(mail)
              .headers()
              .first("Message-ID")
              .map(field -> field.value())
              .orElse("");
      return event
          .with("message_id", id)
          .with("body_size", MailMessages.rawMessage(mail).body().size());
    } catch (MessagingException | IOException e) {
      // It was queued all the same, and that is what has to be told.
      return event;
    }
  }
}
