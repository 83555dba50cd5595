package email.wildduck.james.matchers;

import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.QueuedMail;
import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMatcherConfig;
import org.bson.Document;

/** Matchers with conditions, and mails for them. */
final class TestConditions {
  private TestConditions() {}

  /** The matcher as James makes it from {@code Name}. */
  static <M extends GenericMatcher> M without(M matcher) throws Exception {
    matcher.init(
        FakeMatcherConfig.builder().matcherName(matcher.getClass().getSimpleName()).build());
    return matcher;
  }

  /** The matcher as James makes it from {@code Name=condition}. */
  static <M extends GenericMatcher> M with(M matcher, String condition) throws Exception {
    matcher.init(
        FakeMatcherConfig.builder()
            .matcherName(matcher.getClass().getSimpleName())
            .condition(condition)
            .build());
    return matcher;
  }

  /** A mail before the queue. */
  static FakeMail mail(String sender, String... recipients) throws Exception {
    List<MailAddress> held = new ArrayList<>();
    for (String recipient : recipients) {
      held.add(Envelope.heldFor(recipient));
    }
    FakeMail.Builder mail = FakeMail.builder().name("19a1b2c3d4e00012f3").recipients(held);
    return sender.isEmpty() ? mail.build() : mail.sender(Envelope.heldFor(sender)).build();
  }

  /** A mail that was taken from a zone. */
  static FakeMail taken(String zone, Document fields) throws Exception {
    FakeMail mail = mail("alice@example.com", "bob@example.net");
    Document delivery =
        new Document("id", mail.getName())
            .append("seq", "001")
            .append("sendingZone", zone)
            .append("recipient", "bob@example.net")
            .append("queued", Date.from(Instant.EPOCH));
    delivery.putAll(fields);
    QueuedMail.write(
        mail, Map.of(mail.getRecipients().iterator().next(), QueuedDelivery.of(delivery)));
    return mail;
  }

  static Mail receivedBy(Mail mail, String interfaceName) {
    new Reception("", "", "", Instant.EPOCH, "", interfaceName).writeTo(mail);
    return mail;
  }

  static List<String> texts(Collection<MailAddress> matching) {
    List<String> texts = new ArrayList<>();
    matching.forEach(recipient -> texts.add(Envelope.addressOf(recipient)));
    return texts;
  }
}
