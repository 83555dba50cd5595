package email.wildduck.james.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.sink.SmtpSink;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outside world does not know SMTPUTF8. */
class Smtputf8RefusedTest {

  @TempDir private Path folder;

  @Test
  void senderHearsWhyAUnicodeAddressCouldNotBeReached() throws Exception {
    try (TestServer server = TestServer.start(folder, SmtpSink.builder().without("SMTPUTF8"))) {
      Submitter alice = new Submitter(server);
      alice.send(
          "<alice@example.com>",
          "<zw\u00f6lf@example.net>",
          "From: <alice@example.com>\r\n\r\nHello\r\n");

      ReceivedMail bounce = alice.received("alice@example.com");
      assertThat(bounce.mailFrom()).isEmpty();
      assertThat(new String(bounce.content().bytes(), UTF_8))
          .contains("5.6.7")
          .contains("SMTPUTF8");
    }
  }
}
