package email.wildduck.james.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.mailets.deliver.HopName;
import email.wildduck.james.queue.mail.QueuedMail;
import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.mail.Submission;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.james.server.core.MailImpl;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class AddReceivedTest {
  private static final String ID = "1a20922255b000ab2b";
  private static final Instant TIME = Instant.parse("2026-11-23T10:00:00Z");
  private static final String MESSAGE =
      "Received: from somewhere by elsewhere id 1a20922255b000ab2c; x\r\n"
          + "Subject: Gr\u00fc\u00dfe\r\n\r\nHi\r\n";

  private final AddReceived mailet = new AddReceived(new HopName("mta.example.net"));

  @Test
  void mailThatWildDuckQueuedGetsOneField() throws Exception {
    MailImpl mail = mail(MESSAGE, "bob@example.net");
    new Reception("203.0.113.5", "", "API", TIME, "", "maildrop").writeTo(mail);
    new Submission(ID, new ObjectId().toHexString(), "alice@a.b", "alice@a.b").writeTo(mail);

    mailet.service(mail);

    String field =
        "Received: from [203.0.113.5] (Authenticated sender: alice@a.b)\r\n"
            + " by mta.example.net with API id 1a20922255b000ab2b.001\r\n"
            + " for <bob@example.net>;\r\n"
            + " Mon, 23 Nov 2026 10:00:00 +0000\r\n";
    assertThat(TestMails.text(mail)).isEqualTo(field + MESSAGE);
    mailet.service(mail);
    assertThat(TestMails.text(mail)).isEqualTo(field + MESSAGE);
  }

  @Test
  void mailThatCameThroughOurPortGetsNoSecondField() throws Exception {
    String message =
        "Received: from x ([203.0.113.5])\r\n by mta.example.net with ESMTPSA\r\n id "
            + ID
            + ";\r\n Mon, 23 Nov 2026 10:00:00 +0000\r\n"
            + MESSAGE;
    MailImpl mail = mail(message, "bob@example.net");

    mailet.service(mail);

    assertThat(TestMails.text(mail)).isEqualTo(message);
  }

  @Test
  void mailFromNowhereKnownNamesThisHostOnly() throws Exception {
    MailImpl mail = mail(MESSAGE, "bob@example.net");

    mailet.service(mail);

    assertThat(TestMails.text(mail))
        .startsWith(
            "Received: from localhost\r\n"
                + " by mta.example.net with HTTP id 1a20922255b000ab2b.001\r\n");
  }

  @Test
  void severalRecipientsAreNotNamed() throws Exception {
    MailImpl mail = mail(MESSAGE, "bob@example.net", "carol@example.net");

    mailet.service(mail);

    assertThat(TestMails.text(mail)).doesNotContain("for <");
  }

  @Test
  void mailFromNoZoneIsAnError() throws Exception {
    MailImpl mail = TestMails.mail("alice@example.com", MESSAGE, "bob@example.net");

    assertThatThrownBy(() -> mailet.service(mail)).isInstanceOf(MessagingException.class);
  }

  private static MailImpl mail(String message, String... recipients) throws Exception {
    MailImpl mail = TestMails.mail("alice@example.com", message, recipients);
    QueuedDelivery delivery =
        QueuedDelivery.of(
            new Document("id", ID)
                .append("seq", "001")
                .append("sendingZone", "default")
                .append("recipient", "bob@example.net")
                .append("created", Date.from(TIME))
                .append("queued", Date.from(TIME)));
    QueuedMail.write(
        mail,
        mail.getRecipients().stream()
            .collect(Collectors.toMap(recipient -> recipient, recipient -> delivery)));
    return mail;
  }
}
