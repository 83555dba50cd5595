package email.wildduck.james.server;

import static email.wildduck.james.server.Messages.bytes;
import static email.wildduck.james.server.Messages.withBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.server.demo.DemoData;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients see when the server is stopped. */
class StopTest {
  @TempDir private Path folder;

  @Test
  void idleSessionsAreToldAndMessagesMayEnd() throws Exception {
    try (TestServer server =
        TestServer.configured(
            folder,
            home ->
                home.replace(
                    "smtpserver.xml",
                    "<verifyIdentity>",
                    "<stopGrace>60</stopGrace><verifyIdentity>"))) {
      SmtpClient idle = server.connect();
      SmtpClient sending = begin(server);
      assertThat(sending.command("DATA").code()).isEqualTo(354);
      sending.write(bytes(withBody("first\r\n")));
      SmtpClient chunking = begin(server);
      chunking.write(bytes("BDAT 10\r\nabcde"));

      Thread stopping = new Thread(server::stop);
      stopping.start();

      assertThat(idle.read().toString())
          .isEqualTo("421 4.3.2 The service is shutting down, try again later");
      assertThatThrownBy(idle::read).isInstanceOf(IOException.class);
      sending.write(bytes("second\r\n.\r\n"));
      assertThat(sending.read().toString()).startsWith("250 2.0.0 Message queued as ");
      assertThat(sending.read().code()).isEqualTo(421);
      chunking.write(bytes("fgh\r\nBDAT 0 LAST\r\n"));
      assertThat(chunking.read().toString()).isEqualTo("250 2.0.0 10 octets received");
      assertThat(chunking.read().toString()).startsWith("250 2.0.0 Message queued as ");
      assertThat(chunking.read().code()).isEqualTo(421);
      stopping.join();
    }
  }

  private static SmtpClient begin(TestServer server) throws IOException {
    SmtpClient client = server.connect();
    client.authPlain(DemoData.ALICE, DemoData.ALICE_PASSWORD);
    client.command("MAIL FROM:<" + DemoData.ALICE + ">");
    assertThat(client.command("RCPT TO:<stop@example.net>").code()).isEqualTo(250);
    return client;
  }
}
