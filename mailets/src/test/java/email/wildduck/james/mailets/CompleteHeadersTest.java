package email.wildduck.james.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.compose.HeaderCompletion;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.mail.MessagingException;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.Test;

class CompleteHeadersTest {
  private static final String REST =
      "From: Al\u00e9 <alice@example.com>\r\nSubject: Gr\u00fc\u00dfe\r\n\r\nHi \u00e9\r\n";
  private static final String COMPLETE =
      "message-id :  <1@example.com>\r\nDate: Mon, 23 Nov 2026 15:54:43 +0000\r\n" + REST;

  private final CompleteHeaders mailet =
      new CompleteHeaders(
          new HeaderCompletion(
              Clock.fixed(Instant.parse("2026-11-23T15:54:43Z"), ZoneOffset.UTC),
              () -> new UUID(1, 2),
              "mail.example.com"));

  @Test
  void everyByteStaysWhenNothingIsMissing() throws Exception {
    init("false");
    MailImpl mail = TestMails.mail("alice@example.com", COMPLETE, "to@example.org");

    mailet.service(mail);

    assertThat(TestMails.text(mail)).isEqualTo(COMPLETE);
  }

  @Test
  void missingFieldsAreAddedAndHiddenRecipientsRemoved() throws Exception {
    init("true");
    MailImpl mail =
        TestMails.mail("alice@example.com", "Bcc: carol@example.org\r\n" + REST, "to@example.org");
    mail.setRemoteAddr("192.0.2.10");

    mailet.service(mail);

    assertThat(TestMails.text(mail))
        .endsWith(REST)
        .contains("Message-ID: <" + new UUID(1, 2) + "@example.com>\r\n")
        .contains("Date: Mon, 23 Nov 2026 15:54:43 +0000\r\n")
        .contains("X-Originating-IP: [192.0.2.10]\r\n")
        .doesNotContain("carol");
  }

  @Test
  void addressOfTheClientIsNotToldWhenTheParameterIsFalse() throws Exception {
    init("false");
    MailImpl mail = TestMails.mail("alice@example.com", COMPLETE, "to@example.org");
    mail.setRemoteAddr("192.0.2.10");

    mailet.service(mail);

    assertThat(TestMails.text(mail)).isEqualTo(COMPLETE);
  }

  @Test
  void whatThePortSaysOfTheClientStaysOrIsRemovedAsTheParameterSays() throws Exception {
    String fromPort = "X-Originating-IP: [192.0.2.10]\r\nReceived: x\r\n" + COMPLETE;
    for (boolean told : new boolean[] {true, false}) {
      init(String.valueOf(told));
      MailImpl mail = TestMails.mail("alice@example.com", fromPort, "to@example.org");
      mail.setRemoteAddr("192.0.2.10");

      mailet.service(mail);

      assertThat(TestMails.text(mail)).isEqualTo(told ? fromPort : "Received: x\r\n" + COMPLETE);
    }
  }

  @Test
  void mailetDoesNotStartWhenTheParameterIsNeitherTrueNorFalse() {
    assertThatThrownBy(() -> init("yes"))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("originatingIp");
  }

  private void init(String originatingIp) throws MessagingException {
    mailet.init(FakeMailetConfig.builder().setProperty("originatingIp", originatingIp).build());
  }
}
