package email.wildduck.james.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.embedded.client.SmtpAnswer;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.server.demo.DemoData;
import java.io.IOException;
import java.time.Duration;

/** A mail program of alice's, for tests that are about one command. */
final class Submitter {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestServer server;

  Submitter(TestServer server) {
    this.server = server;
  }

  SmtpClient login() throws IOException {
    SmtpClient client = server.connect();
    assertThat(client.authPlain(DemoData.ALICE, DemoData.ALICE_APPLICATION_PASSWORD).code())
        .isEqualTo(235);
    return client;
  }

  /** A client that may go on with RCPT. */
  SmtpClient mail() throws IOException {
    SmtpClient client = login();
    assertThat(client.command("MAIL FROM:<" + DemoData.ALICE + ">").code()).isEqualTo(250);
    return client;
  }

  SmtpAnswer send(String mail, String rcpt, String message) throws IOException {
    try (SmtpClient client = login()) {
      assertThat(client.command("MAIL FROM:" + mail).toString()).startsWith("250 ");
      assertThat(client.command("RCPT TO:" + rcpt).toString()).startsWith("250 ");
      return client.data(message.getBytes(UTF_8));
    }
  }

  ReceivedMail received(String recipient) throws Exception {
    return server.sink().awaitMail(mail -> mail.recipients().contains(recipient), PATIENCE);
  }
}
