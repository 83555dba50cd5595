package email.wildduck.james.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.embedded.client.Conversation;
import email.wildduck.james.embedded.client.SmtpAnswer;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.server.demo.DemoData;
import email.wildduck.james.server.demo.DkimVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a mail program sees of the server, and the outside world of its messages. */
class SubmissionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
      SmtpAnswer answer = send(client, DemoData.ALICE, "starttls@example.net", message("Hello"));

      assertThat(answer.toString()).matches("250 2\\.0\\.0 Message queued as [0-9a-f]{18,24}");
      assertThat(header(received("starttls@example.net")).first("Received").orElseThrow().value())
          .contains("with ESMTPSA id " + answer.text().replaceFirst(".* ", ""))
          .contains("(Authenticated sender: alice[alice@example.com])")
          .contains("for <starttls@example.net>")
          .containsPattern("\\(version=TLSv1\\.[23] cipher=TLS_\\w+\\)");
    }
    assertThat(signaturesOf(received("starttls@example.net")))
        .containsExactly("d=example.com s=demo");
  }

  @Test
  void aMessageUnderTlsFromTheFirstByteArrives() throws Exception {
    try (SmtpClient client = server.connectTls()) {
      assertThat(client.authLogin("alice", DemoData.ALICE_PASSWORD).code()).isEqualTo(235);
      send(client, DemoData.ALICE, "tls@example.net", message("Hello"));
    }

    assertThat(received("tls@example.net").mailFrom()).isEqualTo(DemoData.ALICE);
  }

  @Test
  void recipientsAtOneDomainGetTheMessageInOneTransaction() throws Exception {
    try (SmtpClient client = login()) {
      client.command("MAIL FROM:<" + DemoData.ALICE + ">");
      for (int i = 0; i < 5; i++) {
        assertThat(client.command("RCPT TO:<many" + i + "@example.net>").code()).isEqualTo(250);
      }
      assertThat(client.data(message("Hello")).code()).isEqualTo(250);
    }

    assertThat(received("many0@example.net").recipients())
        .containsExactlyInAnyOrder(
            "many0@example.net",
            "many1@example.net",
            "many2@example.net",
            "many3@example.net",
            "many4@example.net");
  }

  @Test
  void addressesThatAreNotTheUsersBecomeTheirOwn() throws Exception {
    try (SmtpClient client = login()) {
      send(
          client,
          "ceo@bigcorp.example",
          "foreign@example.net",
          bytes("From: CEO <ceo@bigcorp.example>\r\nBcc: secret@example.net\r\n\r\nHello\r\n"));
    }

    ReceivedMail mail = received("foreign@example.net");
    assertThat(mail.mailFrom()).isEqualTo(DemoData.ALICE);
    assertThat(header(mail).first("From").orElseThrow().value())
        .isEqualTo("CEO <" + DemoData.ALICE + ">");
    assertThat(header(mail).first("X-WildDuck-Original-From").orElseThrow().value())
        .isEqualTo("CEO <ceo@bigcorp.example>");
    assertThat(header(mail).contains("Message-ID")).isTrue();
    assertThat(header(mail).contains("Date")).isTrue();
    assertThat(header(mail).contains("Bcc")).isFalse();
    assertThat(signaturesOf(mail)).hasSize(1);
  }

  @Test
  void rawEightBitHeaderBytesSurviveUnchanged() throws Exception {
    byte[] latin1 = bytes("Subject: P\u00e4ev \u00ff\u0080\r\nX-Utf8: \u00e2\u009c\u0093\r\n");
    try (SmtpClient client = login()) {
      send(
          client,
          DemoData.ALICE,
          "eightbit@example.net",
          bytes(
              "From: <"
                  + DemoData.ALICE
                  + ">\r\n"
                  + new String(latin1, ISO_8859_1)
                  + "\r\n\u00e9 body\r\n"));
    }

    ReceivedMail mail = received("eightbit@example.net");
    String text = new String(mail.content().bytes(), ISO_8859_1);
    assertThat(text).contains(new String(latin1, ISO_8859_1)).endsWith("\r\n\r\n\u00e9 body\r\n");
  }

  @Test
  void aLongLineArrivesWhole() throws Exception {
    String line = "x".repeat(100_000);
    try (SmtpClient client = login()) {
      assertThat(send(client, DemoData.ALICE, "long@example.net", message(line)).code())
          .isEqualTo(250);
    }

    assertThat(new String(received("long@example.net").content().bytes(), US_ASCII))
        .endsWith("\r\n\r\n" + line + "\r\n");
  }

  @Test
  void aMessageWithALineThatIsTooLongIsRefusedAsAWhole() throws Exception {
    try (SmtpClient client = login()) {
      SmtpAnswer answer =
          send(client, DemoData.ALICE, "toolong@example.net", message("x".repeat(1_100_000)));

      assertThat(answer.toString()).isEqualTo("554 5.6.0 A line of the message is too long");
      assertThat(send(client, DemoData.ALICE, "after@example.net", message("Hello")).code())
          .isEqualTo(250);
    }
    received("after@example.net");
    assertThat(server.sink().received())
        .noneMatch(mail -> mail.recipients().contains("toolong@example.net"));
  }

  @Test
  void aCommandThatIsTooLongIsRefused() throws Exception {
    try (SmtpClient client = login()) {
      assertThat(client.command("NOOP " + "x".repeat(20_000)).code()).isEqualTo(500);
      assertThat(client.command("NOOP").code()).isEqualTo(250);
    }
  }

  @Test
  void commandsBehindStartTlsInTheSamePacketAreNotExecuted() throws Exception {
    try (SmtpClient client =
        SmtpClient.connect("127.0.0.1", server.ports().startTls(), Conversation.silent())) {
      client.command("EHLO client.example.net");
      client.write(bytes("STARTTLS\r\nMAIL FROM:<" + DemoData.ALICE + ">\r\n"));

      assertThat(client.read().code()).isNotEqualTo(220);
    }
  }

  @Test
  void tlsStartsForEachOfManyFastClients() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (SmtpClient client = server.connect()) {
        assertThat(client.command("NOOP").code()).isEqualTo(250);
      }
    }
  }

  @Test
  void addressesAreNotTold() throws Exception {
    try (SmtpClient client = login()) {
      assertThat(client.command("VRFY alice")).isEqualTo(client.command("VRFY nobody"));
      assertThat(client.command("EXPN alice").code()).isEqualTo(502);
    }
  }

  @Test
  void aMessageOverTheSizeLimitIsRefused() throws Exception {
    try (SmtpClient client = login()) {
      assertThat(client.command("MAIL FROM:<" + DemoData.ALICE + "> SIZE=60000000").code())
          .isEqualTo(552);
    }
  }

  private static SmtpClient login() throws IOException {
    SmtpClient client = server.connect();
    assertThat(client.authPlain(DemoData.ALICE, DemoData.ALICE_PASSWORD).code()).isEqualTo(235);
    return client;
  }

  private static SmtpAnswer send(SmtpClient client, String sender, String recipient, byte[] message)
      throws IOException {
    assertThat(client.command("MAIL FROM:<" + sender + ">").code()).isEqualTo(250);
    assertThat(client.command("RCPT TO:<" + recipient + ">").code()).isEqualTo(250);
    return client.data(message);
  }

  private static ReceivedMail received(String recipient) throws Exception {
    return server.sink().awaitMail(mail -> mail.recipients().contains(recipient), PATIENCE);
  }

  private static Headers header(ReceivedMail mail) throws IOException {
    return RawMessage.parse(ByteSource.of(mail.content().bytes())).headers();
  }

  private static List<String> signaturesOf(ReceivedMail mail) throws IOException {
    return new DkimVerifier(server.accounts().dkimPublicKey()).verify(mail.content().open());
  }

  private static byte[] message(String body) {
    return bytes(
        "From: Alice <"
            + DemoData.ALICE
            + ">\r\nTo: <someone@example.net>\r\nSubject: test\r\n"
            + "Date: Mon, 23 Nov 2026 10:00:00 +0000\r\nMessage-ID: <1@example.com>\r\n\r\n"
            + body
            + "\r\n");
  }

  private static byte[] bytes(String latin1) {
    return latin1.getBytes(ISO_8859_1);
  }
}
