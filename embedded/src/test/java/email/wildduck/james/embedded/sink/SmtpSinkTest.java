package email.wildduck.james.embedded.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class SmtpSinkTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final byte[] HELLO = "Subject: x\r\n\r\nhello\r\n".getBytes(US_ASCII);

  @Test
  void recordsTheEnvelopeWhenMailIsTaken() throws Exception {
    try (SmtpSink sink = SmtpSink.start();
        RawSmtpClient client = RawSmtpClient.greeted(sink)) {
      assertThat(client.command("MAIL FROM:<a@example.com> SIZE=20 BODY=8BITMIME"))
          .startsWith("250");
      assertThat(client.command("RCPT TO:<\"odd>one\"@example.org> NOTIFY=NEVER"))
          .startsWith("250");
      assertThat(client.command("RCPT TO:<õ@example.org>")).startsWith("250");
      assertThat(client.message(HELLO)).startsWith("250");

      ReceivedMail mail =
          sink.awaitMail(received -> received.mailFrom().equals("a@example.com"), LIMIT);
      assertThat(mail.heloName()).isEqualTo("client.example");
      assertThat(mail.envelope().mailParameters()).containsExactly("SIZE=20", "BODY=8BITMIME");
      assertThat(mail.recipients()).containsExactly("\"odd>one\"@example.org", "õ@example.org");
      assertThat(mail.tls()).isFalse();
      assertThat(mail.envelope().client().isLoopbackAddress()).isTrue();
      assertThat(mail.content().bytes()).isEqualTo(HELLO);
      assertThat(mail.size()).isEqualTo(HELLO.length);
    }
  }

  @Test
  void forgetsMailThatItWasNotToKeep() throws Exception {
    try (SmtpSink sink =
            SmtpSink.builder().keeping(mail -> mail.mailFrom().equals("kept@example.com")).start();
        RawSmtpClient client = RawSmtpClient.greeted(sink)) {
      for (String sender : List.of("forgotten@example.com", "kept@example.com")) {
        client.command("MAIL FROM:<" + sender + ">");
        client.command("RCPT TO:<to@example.org>");
        assertThat(client.message(HELLO)).startsWith("250");
      }

      assertThat(sink.received()).hasSize(1);
      assertThat(sink.received().get(0).content().bytes()).isEqualTo(HELLO);
    }
  }

  @Test
  void takesSeveralMailsWhenTheConnectionIsReused() throws Exception {
    try (SmtpSink sink = SmtpSink.start();
        RawSmtpClient client = RawSmtpClient.greeted(sink)) {
      for (String sender : List.of("one@example.com", "")) {
        client.command("MAIL FROM:<" + sender + ">");
        client.command("RCPT TO:<to@example.org>");
        client.message(HELLO);
      }

      List<ReceivedMail> mails = sink.awaitMails(2, LIMIT);
      assertThat(mails).extracting(ReceivedMail::mailFrom).containsExactly("one@example.com", "");
      assertThat(mails).extracting(mail -> mail.envelope().connection()).containsOnly(1L);
      assertThat(sink.connections()).isEqualTo(1);
      assertThat(client.command("QUIT")).startsWith("221");
      assertThat(client.reply()).isEmpty();
    }
  }

  @Test
  void answersInOrderWhenCommandsArePipelined() throws Exception {
    try (SmtpSink sink = SmtpSink.start();
        RawSmtpClient client = RawSmtpClient.greeted(sink)) {
      client.send(
          "MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.org>\r\nRCPT TO:bad\r\nDATA\r\n"
              .getBytes(US_ASCII));
      client.flush();

      assertThat(client.reply()).startsWith("250");
      assertThat(client.reply()).startsWith("250");
      assertThat(client.reply()).startsWith("501");
      assertThat(client.reply()).startsWith("354");
    }
  }

  @Test
  void refusesCommandsOutOfSequence() throws Exception {
    try (SmtpSink sink = SmtpSink.start();
        RawSmtpClient client = new RawSmtpClient(sink)) {
      assertThat(client.reply()).startsWith("220 sink.example");
      assertThat(client.command("MAIL FROM:<a@example.com>")).startsWith("503");
      assertThat(client.command("EHLO c")).startsWith("250");
      assertThat(client.command("RCPT TO:<a@example.com>")).startsWith("503");
      assertThat(client.command("DATA")).startsWith("503");
      assertThat(client.command("STARTTLS")).startsWith("503");
      assertThat(client.command("MAIL FROM:<a@example.com>")).startsWith("250");
      assertThat(client.command("RSET")).startsWith("250");
      assertThat(client.command("RCPT TO:<a@example.com>")).startsWith("503");
      assertThat(client.command("NONSENSE")).startsWith("500");
    }
  }

  @Test
  void announcesItsExtensions() throws Exception {
    try (SmtpSink sink = SmtpSink.builder().hostName("mx.example").startTls().start();
        RawSmtpClient client = new RawSmtpClient(sink)) {
      client.reply();

      assertThat(client.command("EHLO c").lines())
          .contains("250-mx.example", "250-8BITMIME", "250-PIPELINING", "250-SMTPUTF8")
          .anyMatch(line -> line.matches("250-SIZE \\d+"))
          .last()
          .isEqualTo("250 STARTTLS");
    }
  }

  @Test
  void refusesEightBitMimeWhenItIsSwitchedOff() throws Exception {
    try (SmtpSink sink = SmtpSink.builder().without("8BITMIME").start();
        RawSmtpClient client = new RawSmtpClient(sink)) {
      client.reply();

      assertThat(client.command("EHLO c")).doesNotContain("8BITMIME").contains("PIPELINING");
      assertThat(client.command("MAIL FROM:<a@example.com> BODY=8BITMIME")).startsWith("555");
      assertThat(client.command("MAIL FROM:<a@example.com> BODY=7BIT")).startsWith("250");
    }
  }

  @Test
  void refusesMailThatIsLargerThanItsLimit() throws Exception {
    try (SmtpSink sink = SmtpSink.builder().maxSize(10).start();
        RawSmtpClient client = RawSmtpClient.greeted(sink)) {
      assertThat(client.command("MAIL FROM:<a@example.com> SIZE=11")).startsWith("552");
      client.command("MAIL FROM:<a@example.com>");
      client.command("RCPT TO:<b@example.org>");
      assertThat(client.message(HELLO)).startsWith("552");
      assertThat(sink.received()).isEmpty();
    }
  }

  @Test
  void isEncryptedWhenTheClientAsksForTls() throws Exception {
    try (SmtpSink sink = SmtpSink.builder().startTls("mx.example").start();
        RawSmtpClient client = RawSmtpClient.greeted(sink)) {
      assertThat(client.command("STARTTLS")).startsWith("220");
      client.startTls(sink.certificate().orElseThrow(), "mx.example");
      assertThat(client.command("MAIL FROM:<a@example.com>")).startsWith("503");
      assertThat(client.command("EHLO encrypted")).doesNotContain("STARTTLS");
      client.command("MAIL FROM:<a@example.com>");
      client.command("RCPT TO:<b@example.org>");
      client.message(HELLO);

      ReceivedMail mail = sink.awaitMails(1, LIMIT).get(0);
      assertThat(mail.tls()).isTrue();
      assertThat(mail.heloName()).isEqualTo("encrypted");
      assertThat(mail.content().bytes()).isEqualTo(HELLO);
    }
  }

  @Test
  void keepsNothingWhenTheClientGoesBeforeTheEnd() throws Exception {
    try (SmtpSink sink = SmtpSink.start()) {
      try (RawSmtpClient client = RawSmtpClient.greeted(sink)) {
        client.command("MAIL FROM:<gone@example.com>");
        client.command("RCPT TO:<b@example.org>");
        client.command("DATA");
        client.send("half a message\r\n".getBytes(UTF_8));
        client.flush();
      }
      try (RawSmtpClient client = RawSmtpClient.greeted(sink)) {
        client.command("MAIL FROM:<stayed@example.com>");
        client.command("RCPT TO:<b@example.org>");
        client.message(HELLO);
      }

      assertThat(sink.awaitMails(1, LIMIT))
          .extracting(ReceivedMail::mailFrom)
          .containsExactly("stayed@example.com");
    }
  }

  @Test
  void saysWhatCameWhenTheWantedMailDidNot() throws Exception {
    try (SmtpSink sink = SmtpSink.start();
        RawSmtpClient client = RawSmtpClient.greeted(sink)) {
      client.command("MAIL FROM:<a@example.com>");
      client.command("RCPT TO:<b@example.org>");
      client.message(HELLO);

      assertThatThrownBy(() -> sink.awaitMail(mail -> false, Duration.ZERO))
          .isInstanceOf(TimeoutException.class)
          .hasMessageContaining("a@example.com -> [b@example.org]");
      sink.clear();
      assertThat(sink.received()).isEmpty();
    }
  }

  @Test
  void endsItsConnectionsWhenClosed() throws IOException {
    SmtpSink sink = SmtpSink.start();
    try (RawSmtpClient client = RawSmtpClient.greeted(sink)) {
      sink.close();

      assertThat(client.reply()).isEmpty();
      assertThatThrownBy(() -> new RawSmtpClient(sink)).isInstanceOf(IOException.class);
    }
  }
}
