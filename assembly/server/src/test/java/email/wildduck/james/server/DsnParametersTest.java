package email.wildduck.james.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.server.demo.DkimVerifier;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RET, ENVID, NOTIFY and ORCPT. */
class DsnParametersTest {

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
  void messageWithParametersArrivesWithEveryByte() throws Exception {
    String header = "From: <alice@example.com>\r\nsubject :  Gr\u00fc\u00dfe\r\n\tfolded \r\n";
    String body = "\r\nHi \u00e9\r\n.dot \r\n";

    String received = send("bytes@example.net", header + body);

    assertThat(received).contains("\r\n" + header).endsWith("\r\n" + body);
  }

  @Test
  void messageWithParametersKeepsItsSignature() throws Exception {
    send("signed@example.net", "From: <alice@example.com>\r\nSubject: hi\r\n\r\nHi \u00e9\r\n");

    assertThat(
            new DkimVerifier(server.accounts().dkimPublicKey())
                .verify(alice.received("signed@example.net").content().open()))
        .hasSize(1);
  }

  private static String send(String recipient, String message) throws Exception {
    try (SmtpClient client = alice.login()) {
      assertThat(client.command("MAIL FROM:<alice@example.com> RET=HDRS ENVID=QQ+2B314159").code())
          .isEqualTo(250);
      assertThat(
              client
                  .command(
                      "RCPT TO:<"
                          + recipient
                          + "> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;Dsn+2Btag@example.net")
                  .code())
          .isEqualTo(250);
      assertThat(client.data(message.getBytes(ISO_8859_1)).code()).isEqualTo(250);
    }
    return new String(alice.received(recipient).content().bytes(), ISO_8859_1);
  }

  @Test
  void parametersOfUnicodeRecipientsAreTaken() throws Exception {
    try (SmtpClient client = alice.login()) {
      client.command("MAIL FROM:<alice@example.com> SMTPUTF8 RET=FULL");
      assertThat(
              client
                  .command(
                      "RCPT TO:<dsn\u00e9@example.net> NOTIFY=NEVER"
                          + " ORCPT=utf-8;dsn\\x{E9}@example.net")
                  .code())
          .isEqualTo(250);
      assertThat(client.data("From: <alice@example.com>\r\n\r\nHi\r\n".getBytes(UTF_8)).code())
          .isEqualTo(250);
    }
    assertThat(alice.received("dsn\u00e9@example.net").envelope().mailParameters())
        .contains("SMTPUTF8");
  }
}
