package email.wildduck.james.server;

import static email.wildduck.james.server.Messages.bytes;
import static email.wildduck.james.server.Messages.withBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.embedded.client.Conversation;
import email.wildduck.james.embedded.client.SmtpAnswer;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.server.demo.DemoData;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CHUNKING as a mail program has it (RFC 3030). */
class ChunkingTest {
  private static final String QUEUED = "250 2\\.0\\.0 Message queued as [0-9a-f]{18,24}";

  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        TestServer.configured(
            folder,
            home -> home.replace("smtpserver.xml", "<maxmessagesize>50M", "<maxmessagesize>2M"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void chunkingIsAnnouncedAndBinaryIsNot() throws Exception {
    try (SmtpClient client = login()) {
      String features = client.command("EHLO client.example.net").toString();

      assertThat(features).contains("CHUNKING").doesNotContain("BINARYMIME");
    }
  }

  @Test
  void messageInChunksArrivesByteForByteWhereverTheyEnd() throws Exception {
    String body = ".\r\n..two\r\n\u00e9\u00ff\u0000x\r\n.\r\n\r\nMAIL FROM:<x>\r\nend\r\n";
    String message = withBody(body);
    int insideLineEnd = message.indexOf("\r\n.\r\n") + 1;
    try (SmtpClient client = login()) {
      begin(client, "chunks@example.net");
      assertThat(bdat(client, message.substring(0, insideLineEnd), "").toString())
          .isEqualTo("250 2.0.0 " + insideLineEnd + " octets received");
      for (char octet : message.substring(insideLineEnd, message.length() - 3).toCharArray()) {
        assertThat(bdat(client, String.valueOf(octet), "").code()).isEqualTo(250);
      }
      SmtpAnswer answer = bdat(client, message.substring(message.length() - 3), " LAST");

      assertThat(answer.toString()).matches(QUEUED);
      ReceivedMail mail = Messages.received(server, "chunks@example.net");
      assertThat(Messages.bodyOf(mail)).isEqualTo(body);
      assertThat(Messages.received(mail))
          .contains("with ESMTPSA id " + answer.text().replaceFirst(".* ", ""))
          .contains("for <chunks@example.net>");
    }
  }

  @Test
  void wholeTransactionInOnePacketIsAnsweredStepByStep() throws Exception {
    String message = withBody("burst\r\n");
    try (SmtpClient client = login()) {
      client.write(
          bytes(
              "MAIL FROM:<"
                  + DemoData.ALICE
                  + ">\r\nRCPT TO:<burst@example.net>\r\nBDAT "
                  + message.length()
                  + "\r\n"
                  + message
                  + "BDAT 6\r\nmore\r\nBDAT 0 LAST\r\nNOOP\r\n"));

      assertThat(client.read().code()).isEqualTo(250);
      assertThat(client.read().code()).isEqualTo(250);
      assertThat(client.read().toString()).endsWith(" octets received");
      assertThat(client.read().toString()).isEqualTo("250 2.0.0 6 octets received");
      assertThat(client.read().toString()).matches(QUEUED);
      assertThat(client.read().code()).isEqualTo(250);
    }
    assertThat(Messages.bodyOf(Messages.received(server, "burst@example.net")))
        .isEqualTo("burst\r\nmore\r\n");
  }

  @Test
  void largeMessageInOneChunkArrives() throws Exception {
    String body = ("x".repeat(76) + "\r\n").repeat(20_000);
    try (SmtpClient client = login()) {
      begin(client, "large@example.net");
      assertThat(bdat(client, withBody(body), " LAST").toString()).matches(QUEUED);
    }
    assertThat(Messages.bodyOf(Messages.received(server, "large@example.net"))).isEqualTo(body);
  }

  @Test
  void lastLineWithoutAnEndGetsOne() throws Exception {
    try (SmtpClient client = login()) {
      begin(client, "noend@example.net");
      assertThat(bdat(client, withBody("no end"), " LAST").toString()).matches(QUEUED);
    }
    assertThat(Messages.bodyOf(Messages.received(server, "noend@example.net")))
        .isEqualTo("no end\r\n");
  }

  @Test
  void chunkWithoutRecipientsIsReadToItsEndAndRefused() throws Exception {
    try (SmtpClient client = login()) {
      assertThat(bdat(client, "QUIT\r\nQUIT\r\n", "").code()).isEqualTo(503);
      client.command("MAIL FROM:<" + DemoData.ALICE + ">");
      assertThat(bdat(client, "QUIT\r\n", " LAST").code()).isEqualTo(503);
      assertThat(client.command("NOOP").code()).isEqualTo(250);
    }
  }

  @Test
  void chunkOfAClientThatHasNotLoggedInIsRefused() throws Exception {
    try (SmtpClient client = server.connect()) {
      client.write(bytes("MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.net>\r\n"));
      client.write(bytes("BDAT 6 LAST\r\nQUIT\r\nNOOP\r\n"));

      assertThat(client.read().code()).isEqualTo(530);
      assertThat(client.read().code()).isGreaterThanOrEqualTo(500);
      assertThat(client.read().code()).isEqualTo(503);
      assertThat(client.read().code()).isEqualTo(250);
    }
  }

  @Test
  void resetBetweenChunksGivesTheMessageUp() throws Exception {
    try (SmtpClient client = login()) {
      begin(client, "reset@example.net");
      bdat(client, withBody("given up\r\n"), "");
      assertThat(client.command("RSET").code()).isEqualTo(250);
      assertThat(bdat(client, "x\r\n", " LAST").code()).isEqualTo(503);
      begin(client, "reset@example.net");
      assertThat(bdat(client, withBody("sent\r\n"), " LAST").code()).isEqualTo(250);
    }
    assertThat(Messages.bodyOf(Messages.received(server, "reset@example.net")))
        .isEqualTo("sent\r\n");
  }

  @Test
  void commandsThatChangeTheMessageAreRefusedBetweenChunks() throws Exception {
    try (SmtpClient client = login()) {
      begin(client, "between@example.net");
      bdat(client, withBody("one\r\n"), "");
      assertThat(client.command("DATA").code()).isEqualTo(503);
      assertThat(client.command("RCPT TO:<late@example.net>").code()).isEqualTo(503);
      assertThat(client.command("NOOP").code()).isEqualTo(250);
      assertThat(bdat(client, "two\r\n", " LAST").toString()).matches(QUEUED);
    }
    assertThat(Messages.bodyOf(Messages.received(server, "between@example.net")))
        .isEqualTo("one\r\ntwo\r\n");
  }

  @Test
  void messageOverTheSizeLimitIsRefusedAndTheSessionGoesOn() throws Exception {
    String megabyte = ("x".repeat(62) + "\r\n").repeat(16 * 1024);
    try (SmtpClient client = login()) {
      begin(client, "big@example.net");
      assertThat(bdat(client, megabyte, "").code()).isEqualTo(250);
      assertThat(bdat(client, megabyte + "y", "").toString())
          .isEqualTo("552 5.3.4 Message size exceeds fixed maximum message size");
      assertThat(bdat(client, "x\r\n", " LAST").code()).isEqualTo(503);
      begin(client, "small@example.net");
      assertThat(bdat(client, withBody("small\r\n"), " LAST").toString()).matches(QUEUED);
    }
  }

  @Test
  void messageOfExactlyTheSizeLimitIsTaken() throws Exception {
    String head = withBody("");
    String body = ".".repeat(2 * 1024 * 1024 - head.length() - 2) + "\r\n";
    String lines = body.replaceAll(".{1000}(?!\r\n)", ".".repeat(998) + "\r\n");
    try (SmtpClient client = login()) {
      begin(client, "exact@example.net");
      assertThat(bdat(client, head + lines, " LAST").toString()).matches(QUEUED);
    }
  }

  @Test
  void bareLineFeedIsRefusedAndTheSessionGoesOn() throws Exception {
    try (SmtpClient client = login()) {
      begin(client, "barelf@example.net");
      assertThat(bdat(client, withBody("a\n.\nMAIL FROM:<x>\r\n"), " LAST").toString())
          .isEqualTo("550 5.6.0 A line of the message does not end with CRLF");
      assertThat(client.command("NOOP").code()).isEqualTo(250);
    }
  }

  @Test
  void messageWithALineThatIsTooLongIsRefused() throws Exception {
    try (SmtpClient client = login()) {
      begin(client, "longline@example.net");
      assertThat(bdat(client, withBody("x".repeat(1_100_000) + "\r\n"), " LAST").toString())
          .isEqualTo("554 5.6.0 A line of the message is too long");
      assertThat(client.command("NOOP").code()).isEqualTo(250);
    }
  }

  @Test
  void chunkWhoseEndNobodyKnowsEndsTheSession() throws Exception {
    try (SmtpClient client = login()) {
      begin(client, "syntax@example.net");
      assertThat(client.command("BDAT many LAST").toString())
          .isEqualTo("501 5.5.4 Syntax: BDAT size [LAST]");
      assertThatThrownBy(client::read).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void chunkBehindStartTlsInTheSamePacketIsNotExecuted() throws Exception {
    try (SmtpClient client =
        SmtpClient.connect("127.0.0.1", server.ports().startTls(), Conversation.silent())) {
      client.command("EHLO client.example.net");
      client.write(bytes("STARTTLS\r\nBDAT 4\r\n"));

      assertThat(client.read().toString()).startsWith("554 5.5.1");
      assertThatThrownBy(client::read).isInstanceOf(IOException.class);
    }
  }

  @Test
  void startTlsInsideAChunkIsContent() throws Exception {
    try (SmtpClient client =
        SmtpClient.connect("127.0.0.1", server.ports().startTls(), Conversation.silent())) {
      client.command("EHLO client.example.net");
      client.write(bytes("BDAT 10\r\nSTARTTLS\r\nNOOP\r\n"));

      assertThat(client.read().code()).isEqualTo(503);
      assertThat(client.read().code()).isEqualTo(250);
      client.startTls(server.trust());
    }
  }

  private static SmtpClient login() throws IOException {
    SmtpClient client = server.connect();
    assertThat(client.authPlain(DemoData.ALICE, DemoData.ALICE_PASSWORD).code()).isEqualTo(235);
    return client;
  }

  private static void begin(SmtpClient client, String recipient) throws IOException {
    assertThat(client.command("MAIL FROM:<" + DemoData.ALICE + ">").code()).isEqualTo(250);
    assertThat(client.command("RCPT TO:<" + recipient + ">").code()).isEqualTo(250);
  }

  private static SmtpAnswer bdat(SmtpClient client, String octets, String last) throws IOException {
    client.write(bytes("BDAT " + octets.length() + last + "\r\n" + octets));
    return client.read();
  }
}
