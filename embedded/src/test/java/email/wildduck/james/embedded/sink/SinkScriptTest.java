package email.wildduck.james.embedded.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SinkScriptTest {

  private static final byte[] HELLO = "Subject: x\r\n\r\nhello\r\n".getBytes(US_ASCII);

  private static SmtpSink sink(SmtpStage when, SmtpReply reply) {
    return SmtpSink.builder()
        .script((stage, envelope) -> stage == when ? Optional.of(reply) : Optional.empty())
        .start();
  }

  /** The reply at the given stage, with the usual dialogue up to there. */
  private static String replyAt(SmtpStage stage, RawSmtpClient client) throws IOException {
    String greeting = client.reply();
    if (stage == SmtpStage.CONNECT) {
      return greeting;
    }
    client.command("EHLO c");
    String mail = client.command("MAIL FROM:<a@example.com>");
    if (stage == SmtpStage.MAIL) {
      return mail;
    }
    String recipient = client.command("RCPT TO:<b@example.org>");
    if (stage == SmtpStage.RCPT) {
      return recipient;
    }
    return stage == SmtpStage.DATA ? client.command("DATA") : client.message(HELLO);
  }

  @ParameterizedTest
  @EnumSource
  void givesTheScriptedReplyAtItsStage(SmtpStage stage) throws IOException {
    try (SmtpSink sink = sink(stage, new SmtpReply(451, "4.7.1 Later\ntry again"));
        RawSmtpClient client = new RawSmtpClient(sink)) {
      assertThat(replyAt(stage, client)).isEqualTo("451-4.7.1 Later\n451 try again");
      assertThat(sink.received()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesWithoutAWordWhenTheScriptHangsUp(SmtpStage stage) throws IOException {
    try (SmtpSink sink = sink(stage, SmtpReply.HANG_UP);
        RawSmtpClient client = new RawSmtpClient(sink)) {
      assertThat(replyAt(stage, client)).isEmpty();
      assertThat(sink.received()).isEmpty();
    }
  }

  @Test
  void endsTheConnectionAfter421() throws IOException {
    try (SmtpSink sink = sink(SmtpStage.RCPT, new SmtpReply(421, "4.3.2 Going down"));
        RawSmtpClient client = new RawSmtpClient(sink)) {
      assertThat(replyAt(SmtpStage.RCPT, client)).startsWith("421");
      assertThat(client.reply()).isEmpty();
    }
  }

  @Test
  void goesOnWithTheOtherRecipientsWhenOneIsRefused() throws Exception {
    SinkScript script =
        (stage, envelope) ->
            stage == SmtpStage.RCPT && envelope.recipients().contains("no@example.org")
                ? Optional.of(new SmtpReply(550, "5.1.1 Unknown"))
                : Optional.empty();
    try (SmtpSink sink = SmtpSink.builder().script(script).start();
        RawSmtpClient client = RawSmtpClient.greeted(sink)) {
      client.command("MAIL FROM:<a@example.com>");
      assertThat(client.command("RCPT TO:<no@example.org>")).isEqualTo("550 5.1.1 Unknown");
      assertThat(client.command("RCPT TO:<yes@example.org>")).startsWith("250");
      assertThat(client.message(HELLO)).startsWith("250");

      assertThat(sink.received().get(0).recipients()).containsExactly("yes@example.org");
    }
  }

  @Test
  void takesAnotherMailOnTheSameConnectionWhenOneWasRefusedAtItsEnd() throws Exception {
    SinkScript script =
        (stage, envelope) ->
            stage == SmtpStage.END_OF_DATA && envelope.mailFrom().startsWith("spam")
                ? Optional.of(new SmtpReply(554, "5.7.1 Spam"))
                : Optional.empty();
    try (SmtpSink sink = SmtpSink.builder().script(script).start();
        RawSmtpClient client = RawSmtpClient.greeted(sink)) {
      client.command("MAIL FROM:<spam@example.com>");
      client.command("RCPT TO:<b@example.org>");
      assertThat(client.message(HELLO)).isEqualTo("554 5.7.1 Spam");
      client.command("MAIL FROM:<ham@example.com>");
      client.command("RCPT TO:<b@example.org>");
      assertThat(client.message(HELLO)).startsWith("250");

      assertThat(sink.received())
          .extracting(ReceivedMail::mailFrom)
          .containsExactly("ham@example.com");
    }
  }
}
