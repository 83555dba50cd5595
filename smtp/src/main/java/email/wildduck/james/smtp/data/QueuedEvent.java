package email.wildduck.james.smtp.data;

import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.event.form.ArrivalEvent;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.queue.james.MailMessages;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.mail.Submission;
import java.io.IOException;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;

/**
 * The events {@code QUEUED} and {@code NOQUEUE} of a Mail: what {@link ArrivalEvent} says, and
 * {@code recipients} (how many), {@code sess} (the SMTP session), {@code user} (the user's id).
 */
final class QueuedEvent {
  private QueuedEvent() {}

  /** It was accepted. */
  static Event of(Mail mail) {
    return describe(ArrivalEvent.queued(mail.getName()), mail);
  }

  /**
   * It could not be queued.
   *
   * @param response what the client is told
   */
  static Event notQueued(Mail mail, String response) {
    return describe(ArrivalEvent.notQueued(mail.getName(), response), mail);
  }

  private static Event describe(ArrivalEvent begun, Mail mail) {
    Envelope envelope = Envelope.of(mail);
    ArrivalEvent arrival =
        withMessage(begun.withEnvelope(envelope.mailFrom(), envelope.recipients()), mail);
    Optional<Reception> reception = Reception.of(mail);
    if (reception.isPresent()) {
      arrival =
          arrival.receivedBy(
              reception.get().interfaceName(),
              reception.get().transtype(),
              reception.get().origin());
    }
    Optional<Submission> submission = Submission.of(mail);
    if (submission.isPresent()) {
      arrival = arrival.by(submission.get().authenticatedSender());
    }
    return arrival
        .event()
        .with("recipients", envelope.recipients().size())
        .with("sess", reception.map(Reception::session).orElse(""))
        .with("user_id", submission.map(Submission::userId).orElse(""));
  }

  private static ArrivalEvent withMessage(ArrivalEvent event, Mail mail) {
    try {
      RawMessage message = MailMessages.rawMessage(mail);
      Headers headers = message.headers();
      ArrivalEvent more = event.withMessage(value(headers, "Message-ID"), message.body().size());
      more = more.withSubject(value(headers, "Subject"));
      return headers.first("From").map(more::withAuthor).orElse(more);
    } catch (MessagingException | IOException | RuntimeException e) {
      // It was queued all the same, and that is what has to be told.
      return event;
    }
  }

  private static String value(Headers headers, String name) {
    return headers.first(name).map(HeaderField::value).orElse("");
  }
}
