package email.wildduck.james.server;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.embedded.client.SmtpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the front door says to commands, good and bad. */
class AddressSyntaxTest {
  private static final String MESSAGE = "From: <alice@example.com>\r\n\r\nHello\r\n";

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

  @ParameterizedTest
  @CsvSource({
    "<bob@example.net>, 250 2.1.5",
    "<\u00f5\u00e4@j\u00f5geva.ee>, 250 2.1.5",
    "' <@relay.example:bob@example.net>  ', 250 2.1.5",
    "<\"bob builder\"@example.net>, 250 2.1.5",
    "<bob@[192.0.2.1]>, 250 2.1.5",
    "<>, 501 5.1.3",
    "<a@@b>, 501 5.1.3",
    "<bob>, 501 5.1.3",
    "bob@example.net, 501 5.1.3",
    "<bob@example.net, 501 5.1.3",
    "<bob@exa_mple.net>, 553 5.1.3",
    "<.bob@example.net>, 553 5.1.3",
    "<bob builder@example.net>, 553 5.1.3",
    "<bob@example.net> X=1, 555 5.5.4",
    "<bob@example.net> X==, 501 5.5.4",
    "<bob@example.net> NOTIFY=ALWAYS, 501 5.5.4"
  })
  void recipientIsTakenOrRefusedForItsSyntax(String path, String reply) throws Exception {
    try (SmtpClient client = alice.mail()) {
      assertThat(client.command("RCPT TO:" + path).toString()).startsWith(reply + " ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "<alice@example.com>, 250 2.1.0",
    "<>, 250 2.1.0",
    "<alice@example.com> SIZE=1000 BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=a+2Bb AUTH=<>, 250 2.1.0",
    "<alice@example.com> body=7bit, 250 2.1.0",
    "<alice@example.com> AUTH=alice+40example.com, 250 2.1.0",
    "<j\u00fcrgen@example.com>, 250 2.1.0",
    "<alice>, 501 5.1.7",
    "<a@@b>, 501 5.1.7",
    "alice@example.com, 501 5.1.7",
    "<alice@exa_mple.com>, 501 5.1.7",
    "<alice@example.com> SIZE=many, 501 5.5.4",
    "<alice@example.com> SIZE=, 501 5.5.4",
    "<alice@example.com> SIZE=1 SIZE=1, 501 5.5.4",
    "<alice@example.com> BODY=BINARYMIME, 501 5.5.4",
    "<alice@example.com> SMTPUTF8=1, 501 5.5.4",
    "<alice@example.com> RET=SOME, 501 5.5.4",
    "<alice@example.com> ENVID=a+b, 501 5.5.4",
    "<alice@example.com> AUTH=a+b, 501 5.5.4",
    "<alice@example.com> X-MINE=1, 555 5.5.4",
    "<alice@example.com> SIZE=99999999999999999999, 552 5.3.4"
  })
  void senderIsTakenOrRefusedForItsSyntaxAndMayBeTriedAgain(String path, String reply)
      throws Exception {
    try (SmtpClient client = alice.login()) {
      assertThat(client.command("MAIL FROM:" + path).toString()).startsWith(reply + " ");
      assertThat(client.command("MAIL FROM:<alice@example.com>").code())
          .isEqualTo(reply.startsWith("250") ? 503 : 250);
      assertThat(client.command("RCPT TO:<bob@example.net>").code()).isEqualTo(250);
    }
  }

  @Test
  void commandsOutOfSequenceAreRefused() throws Exception {
    try (SmtpClient client = alice.login()) {
      assertThat(client.command("RCPT TO:<bob@example.net>").toString()).startsWith("503 5.5.1 ");
      assertThat(client.command("DATA").toString()).startsWith("503 5.5.1 ");
      assertThat(client.command("MAIL FROM:<alice@example.com>").code()).isEqualTo(250);
      assertThat(client.command("DATA").toString()).startsWith("503 5.5.1 ");
      assertThat(client.command("MAIL FROM:<bob@example.com>").toString()).startsWith("503 5.5.1 ");
      assertThat(client.command("RCPT TO:<bob@example.net>").code()).isEqualTo(250);
      assertThat(client.command("DATA now").toString()).startsWith("501 5.5.4 ");
      assertThat(client.command("RSET").code()).isEqualTo(250);
      assertThat(client.command("RCPT TO:<bob@example.net>").toString()).startsWith("503 5.5.1 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u0001", "\t", "\u007f", "\r", "\u00ff"})
  void commandWithBytesThatAreNoTextIsRefused(String bad) throws Exception {
    try (SmtpClient client = alice.login()) {
      client.write(
          ("MAIL FROM:<al" + bad + "ice@example.com>\r\n").getBytes(StandardCharsets.ISO_8859_1));
      assertThat(client.read().toString()).startsWith("500 5.5.2 ");
      assertThat(client.command("NOOP").code()).isEqualTo(250);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EHLO, 501 5.5.2",
    "EHLO two words, 501 5.5.2",
    "EHLO <script>, 501 5.5.2",
    "HELO, 501 5.5.2",
    "VRFY alice@example.com, 252 2.5.0",
    "EXPN staff, 502 5.5.1",
    "HELP, 214 2.0.0",
    "NOOP, 250 2.0.0",
    "WIZARD, 500 5.5.1"
  })
  void otherCommandsHaveTheirReplies(String command, String reply) throws Exception {
    try (SmtpClient client = alice.login()) {
      assertThat(client.command(command).toString()).startsWith(reply + " ");
      assertThat(client.command("MAIL FROM:<alice@example.com>").code()).isEqualTo(250);
    }
  }

  @Test
  void greetingNamesTheClientAndTheExtensions() throws Exception {
    try (SmtpClient client = alice.login()) {
      assertThat(client.command("HELO my_laptop").toString())
          .matches("250 \\S+ Nice to meet you, \\[127\\.0\\.0\\.1]");
      assertThat(client.command("EHLO my_laptop").lines())
          .first()
          .asString()
          .matches("250-\\S+ Nice to meet you, \\[127\\.0\\.0\\.1]");
      assertThat(client.command("EHLO my_laptop").lines())
          .doesNotHaveDuplicates()
          .map(line -> line.substring(4))
          .contains(
              "PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8", "DSN", "SIZE 52428800");
    }
  }

  @Test
  void recipientThatIsThereTwiceGetsOneMessageUnderTheLastName() throws Exception {
    try (SmtpClient client = alice.mail()) {
      assertThat(client.command("RCPT TO:<twice@example.net>").code()).isEqualTo(250);
      assertThat(client.command("RCPT TO:<TWICE@example.net>").code()).isEqualTo(250);
      assertThat(client.command("RCPT TO:<once@example.net>").code()).isEqualTo(250);
      assertThat(client.data(MESSAGE.getBytes(StandardCharsets.UTF_8)).code()).isEqualTo(250);
    }
    alice.received("once@example.net");
    alice.received("TWICE@example.net");
    assertThat(server.sink().received())
        .noneMatch(mail -> mail.recipients().contains("twice@example.net"));
  }

  @Test
  void quotedLocalPartArrivesAsItWasTyped() throws Exception {
    alice.send("<alice@example.com>", "<\"bob builder\"@example.net>", MESSAGE);

    assertThat(alice.received("\"bob builder\"@example.net").mailFrom())
        .isEqualTo("alice@example.com");
  }
}
