package email.wildduck.james.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.srs.SenderRewriting;
import email.wildduck.james.core.srs.Srs;
import email.wildduck.james.queue.mail.AttemptSender;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.QueuedMail;
import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.james.server.core.MailImpl;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RewriteSrsTest {
  private static final String MESSAGE = "Subject: x\r\nFrom: a@b.c\r\n\r\nText\r\n";
  private static final String SENDER = "alice@example.com";
  private static final String RECIPIENT = "bob@elsewhere.example";

  private final MutableClock clock = new MutableClock("2024-01-01T00:00:00Z");
  private final RewriteSrs rewriteSrs =
      new RewriteSrs(
          Optional.of(new SenderRewriting(new Srs("secret value", clock), "srs.example.net")));

  @Test
  void aForwardLeavesUnderAnAddressOfOursAndTellsOfTheOriginal() throws Exception {
    MailImpl mail = queued(SENDER, "forwarder", new Document());

    rewriteSrs.service(mail);

    assertThat(AttemptSender.of(mail)).isEqualTo("SRS0=a7e1=IL=example.com=alice@srs.example.net");
    assertThat(TestMails.text(mail))
        .isEqualTo(
            "Subject: x\r\nFrom: a@b.c\r\nX-Original-Sender: alice@example.com\r\n"
                + "X-Zone-Forwarded-For: alice@example.com\r\n"
                + "X-Zone-Forwarded-To: bob@elsewhere.example\r\n\r\nText\r\n");
  }

  @Test
  void reportsStillGoToTheOriginalSender() throws Exception {
    MailImpl mail = queued(SENDER, "forwarder", new Document());

    rewriteSrs.service(mail);

    assertThat(Envelope.of(mail).mailFrom()).isEqualTo(SENDER);
    assertThat(mail.getMaybeSender().asString()).isEqualTo(SENDER);
  }

  @Test
  void anAttemptOnALaterDayHasALaterStamp() throws Exception {
    MailImpl first = queued(SENDER, "forwarder", new Document());
    rewriteSrs.service(first);
    clock.advance(Duration.ofDays(1));
    MailImpl second = queued(SENDER, "forwarder", new Document());
    rewriteSrs.service(second);

    assertThat(AttemptSender.of(second)).isNotEqualTo(AttemptSender.of(first)).contains("=IM=");
  }

  @Test
  void aSenderThatCannotBeRewrittenStays() throws Exception {
    MailImpl mail = queued("SRS1=bad@x.example", "forwarder", new Document());

    rewriteSrs.service(mail);

    assertThat(AttemptSender.rewritten(mail)).isEmpty();
    assertThat(AttemptSender.of(mail)).isEqualTo("SRS1=bad@x.example");
    assertThat(TestMails.text(mail))
        .contains("X-Zone-Forwarded-For: SRS1=bad@x.example\r\n")
        .doesNotContain("X-Original-Sender");
  }

  @Test
  void aSenderBeyondAsciiIsRewrittenAsItIs() throws Exception {
    MailImpl mail = queued("õäöü@jõgeva.ee", "forwarder", new Document());

    rewriteSrs.service(mail);

    assertThat(AttemptSender.of(mail)).endsWith("=IL=jõgeva.ee=õäöü@srs.example.net");
  }

  @ParameterizedTest
  @ValueSource(strings = {"feeder", "api", "autoreplies", ""})
  void whatIsNoForwardKeepsItsSender(String interfaceName) throws Exception {
    assertUntouched(queued(SENDER, interfaceName, new Document()));
  }

  @Test
  void theNullSenderStays() throws Exception {
    assertUntouched(queued("", "forwarder", new Document()));
  }

  @Test
  void relaysAndOwnMailboxesAndHttpTargetsKnowTheOriginalSender() throws Exception {
    assertUntouched(queued(SENDER, "forwarder", new Document("skipSRS", true)));
    assertUntouched(
        queued(
            SENDER,
            "forwarder",
            new Document(
                "mx",
                List.of(
                    new Document("priority", 0)
                        .append("exchange", "127.0.0.1")
                        .append("localDelivery", true)))));
    assertUntouched(
        queued(
            SENDER,
            "forwarder",
            new Document("http", true).append("targetUrl", "https://example.com/")));
  }

  @Test
  void nothingIsRewrittenWhereItIsNotEnabled() throws Exception {
    MailImpl mail = queued(SENDER, "forwarder", new Document());

    new RewriteSrs(Optional.empty()).service(mail);

    assertThat(TestMails.text(mail)).isEqualTo(MESSAGE);
  }

  private void assertUntouched(MailImpl mail) throws Exception {
    rewriteSrs.service(mail);

    assertThat(AttemptSender.rewritten(mail)).isEmpty();
    assertThat(AttemptSender.of(mail)).isEqualTo(Envelope.of(mail).mailFrom());
    assertThat(TestMails.text(mail)).isEqualTo(MESSAGE);
  }

  private static MailImpl queued(String sender, String interfaceName, Document target)
      throws Exception {
    MailImpl mail = TestMails.mail("", MESSAGE, RECIPIENT);
    if (!sender.isEmpty()) {
      mail.setSender(Envelope.heldFor(sender));
    }
    Document delivery =
        new Document("id", "1a20aad443c000541b")
            .append("seq", "001")
            .append("sendingZone", "default")
            .append("recipient", RECIPIENT)
            .append("queued", Date.from(Instant.EPOCH));
    delivery.putAll(target);
    QueuedMail.write(
        mail, Map.of(mail.getRecipients().iterator().next(), QueuedDelivery.of(delivery)));
    new Reception("", "", "", Instant.EPOCH, "", interfaceName).writeTo(mail);
    return mail;
  }
}
