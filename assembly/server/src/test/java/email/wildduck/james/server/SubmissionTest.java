package email.wildduck.james.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.embedded.client.SmtpAnswer;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.server.demo.DemoData;
import email.wildduck.james.server.demo.DkimVerifier;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aMessageUnderStartTlsArrivesSigned() throws Exception {
    try (SmtpClient client = server.connect()) {
      assertThat(client.authPlain(DemoData.ALICE, DemoData.ALICE_APPLICATION_PASSWORD).code())
          .isEqualTo(235);
      client.command("MAIL FROM:<" + DemoData.ALICE + ">");
      client.command("RCPT TO:<first@example.net>");
      SmtpAnswer answer = client.data(message("first", DemoData.ALICE));

      assertThat(answer.toString()).matches("250 2\\.0\\.0 Message queued as [0-9a-f]{18,24}");
    }

    ReceivedMail mail =
        server.sink().awaitMail(m -> m.recipients().contains("first@example.net"), PATIENCE);
    assertThat(new DkimVerifier(server.accounts().dkimPublicKey()).verify(mail.content().open()))
        .containsExactly("d=example.com s=demo");
  }

  private static byte[] message(String subject, String from) {
    return ("From: Alice <"
            + from
            + ">\r\nTo: <first@example.net>\r\nSubject: "
            + subject
            + "\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\nMessage-ID: <"
            + subject
            + "@example.com>\r\n\r\nHello\r\n")
        .getBytes(ISO_8859_1);
  }
}
