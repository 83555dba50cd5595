package email.wildduck.james.server;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.ReceivedMail;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that are too large, have gone round, or have next to nothing in them. */
class MessageLimitsTest {
  private static final int MAX_SIZE = 50 * 1024 * 1024;

  @TempDir private static Path folder;
  private static TestServer server;
  private static Submitter alice;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(folder);
    alice = new Submitter(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void messageIsReadToItsEndAndRefusedWhenItIsTooLarge() throws Exception {
    String line = "x".repeat(998) + "\r\n";
    String message = "From: <alice@example.com>\r\n\r\n" + line.repeat(MAX_SIZE / 1000 + 1);
    try (SmtpClient client = alice.mail()) {
      client.command("RCPT TO:<large@example.net>");
      assertThat(client.data(message.getBytes(StandardCharsets.US_ASCII)).toString())
          .isEqualTo(
              "552 5.3.4 Message exceeds fixed maximum message size "
                  + MAX_SIZE
                  + " B ("
                  + message.length()
                  + " B)");
      assertThat(client.command("MAIL FROM:<alice@example.com>").code()).isEqualTo(250);
    }
  }

  @Test
  void messageIsRefusedWhenItHasComeThroughTooManyHands() throws Exception {
    assertThat(
            alice
                .send(
                    "<alice@example.com>",
                    "<loop@example.net>",
                    "Received: x\r\n".repeat(36) + "Subject: x\r\n\r\nx\r\n")
                .toString())
        .startsWith("554 5.4.6 ")
        .contains("loop")
        .endsWith("(36)");
  }

  @Test
  void messageIsTakenWhenItHasComeThroughAsManyHandsAsAllowed() throws Exception {
    alice.send(
        "<alice@example.com>",
        "<far@example.net>",
        "Received: x\r\n".repeat(35) + "Subject: x\r\n\r\nx\r\n");

    alice.received("far@example.net");
  }

  @Test
  void messageIsTakenWhenItIsEmpty() throws Exception {
    assertThat(alice.send("<alice@example.com>", "<empty@example.net>", "").code()).isEqualTo(250);

    assertThat(text(alice.received("empty@example.net"))).contains("Received: ", "Date: ");
  }

  @Test
  void messageWithoutHeaderHasAReceivedFieldToo() throws Exception {
    alice.send("<alice@example.com>", "<headless@example.net>", "\r\nonly a body\r\n");

    assertThat(text(alice.received("headless@example.net")))
        .containsOnlyOnce("Received: ")
        .endsWith("\r\n\r\nonly a body\r\n");
  }

  private static String text(ReceivedMail mail) throws Exception {
    return new String(mail.content().bytes(), StandardCharsets.ISO_8859_1);
  }
}
