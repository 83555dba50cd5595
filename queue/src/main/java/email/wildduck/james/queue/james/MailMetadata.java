package email.wildduck.james.queue.james;

import email.wildduck.james.core.message.Headers;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.mail.Submission;
import email.wildduck.james.queue.store.NewMessage;
import email.wildduck.james.queue.store.ParsedEnvelope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.mail.internet.AddressException;
import javax.mail.internet.InternetAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.Mail;

/**
 * What the queue's format says about a message besides its bytes and its envelope, from what the
 * front door wrote to the mail ({@link Submission}, {@link Reception}) or, without those, from what
 * James knows.
 */
final class MailMetadata {
  private MailMetadata() {}

  static NewMessage describe(NewMessage message, Mail mail, Headers headers) {
    NewMessage described = ofJames(message, mail).withParsedEnvelope(addresses(headers));
    Optional<QueueId> id = Optional.ofNullable(mail.getName()).flatMap(QueueId::parse);
    described = id.map(described::withId).orElse(described);
    Optional<Submission> submission = Submission.of(mail);
    if (submission.isPresent()) {
      described = ofSubmission(described, submission.get());
    }
    Optional<Reception> reception = Reception.of(mail);
    return reception.isPresent() ? ofReception(described, reception.get(), mail) : described;
  }

  private static NewMessage ofJames(NewMessage message, Mail mail) {
    NewMessage known = message;
    if (mail.getRemoteAddr() != null) {
      known = known.withOrigin(mail.getRemoteAddr(), Optional.ofNullable(mail.getRemoteHost()));
    }
    known = text(mail, Mail.SMTP_AUTH_USER).map(known::withUser).orElse(known);
    return text(mail, Mail.SMTP_SESSION_ID).map(known::withSession).orElse(known);
  }

  private static NewMessage ofSubmission(NewMessage message, Submission submission) {
    NewMessage known = message.withUserId(submission.userId());
    String user = submission.authenticatedSender();
    return user.isEmpty() ? known : known.withUser(user);
  }

  private static NewMessage ofReception(NewMessage message, Reception reception, Mail mail) {
    NewMessage known =
        message
            .withTransport(reception.transhost(), reception.transtype())
            .withTime(reception.time());
    if (!reception.origin().isEmpty()) {
      known = known.withOrigin(reception.origin(), Optional.ofNullable(mail.getRemoteHost()));
    }
    known = reception.session().isEmpty() ? known : known.withSession(reception.session());
    return reception.interfaceName().isEmpty()
        ? known
        : known.withInterface(reception.interfaceName());
  }

  private static ParsedEnvelope addresses(Headers headers) {
    ParsedEnvelope envelope =
        ParsedEnvelope.of(
            addresses(headers, "From").stream().findFirst(),
            addresses(headers, "To"),
            addresses(headers, "Cc"),
            addresses(headers, "Bcc"));
    Optional<String> replyTo = addresses(headers, "Reply-To").stream().findFirst();
    envelope = replyTo.map(envelope::withReplyTo).orElse(envelope);
    Optional<String> sender = addresses(headers, "Sender").stream().findFirst();
    return sender.map(envelope::withSender).orElse(envelope);
  }

  /** As far as they can be read; these are notes, and no rule is built on them. */
  private static List<String> addresses(Headers headers, String field) {
    List<String> addresses = new ArrayList<>();
    headers
        .all(field)
        .forEach(
            value -> {
              try {
                for (InternetAddress address : InternetAddress.parseHeader(value.value(), false)) {
                  addresses.add(address.getAddress());
                }
              } catch (AddressException e) {
                addresses.clear();
              }
            });
    return addresses;
  }

  private static Optional<String> text(Mail mail, AttributeName name) {
    return mail.getAttribute(name)
        .map(Attribute::getValue)
        .flatMap(value -> value.valueAs(String.class));
  }
}
