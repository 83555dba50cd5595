package email.wildduck.james.server.stock;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.FindIterable;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.Envelope;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.sink.SmtpReply;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.sink.SmtpStage;
import email.wildduck.james.server.QueuedMail;
import email.wildduck.james.server.demo.DemoData;
import email.wildduck.james.server.demo.DkimVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The drop-in jar and the configuration for it in an unmodified James. */
class StockJamesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String LATER = "later@example.org";
  private static final String REFUSED = "refused@example.org";

  @TempDir private static Path folder;
  private static StockJames james;

  @BeforeAll
  static void start() throws IOException {
    james = new StockJames(folder, SmtpSink.builder().script(StockJamesIT::reply).start());
    james.awaitReady();
  }

  @AfterAll
  static void stop() {
    james.close();
  }

  @Test
  void aMessageUnderStartTlsArrivesSigned() throws Exception {
    try (SmtpClient client = james.connect()) {
      assertThat(client.authPlain(DemoData.ALICE, DemoData.ALICE_PASSWORD).code()).isEqualTo(235);

      send(client, DemoData.ALICE, "start-tls@example.net", message(DemoData.ALICE));
    }

    assertSigned(arrived("start-tls@example.net"));
  }

  @Test
  void aMessageUnderTlsWithAnApplicationPasswordArrivesSigned() throws Exception {
    try (SmtpClient client = james.connectTls()) {
      assertThat(client.authLogin("alice", DemoData.ALICE_APPLICATION_PASSWORD).code())
          .isEqualTo(235);

      send(client, DemoData.ALICE_ALIAS, "tls@example.net", message(DemoData.ALICE_ALIAS));
    }

    ReceivedMail mail = arrived("tls@example.net");
    assertSigned(mail);
    assertThat(new String(mail.content().bytes(), ISO_8859_1))
        .containsPattern("Received: from [^;]*with ESMTPSA id [0-9a-f]{18}");
    assertThat(mail.mailFrom()).isEqualTo(DemoData.ALICE_ALIAS);
  }

  @Test
  void eightBitBytesInHeaderAndBodyArriveAsTheyWereSent() throws Exception {
    byte[] message =
        ("From: Alice <"
                + DemoData.ALICE
                + ">\r\nTo: <bytes@example.net>\r\nSubject: Gr\u00fc\u00dfe aus K\u00f6ln\r\n"
                + "X-Folded: one\r\n\ttwo  three\r\nx-CaSe:no space\r\n"
                + "Date: Mon, 23 Nov 2026 10:00:00 +0000\r\nMessage-ID: <bytes@example.com>\r\n"
                + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Content-Transfer-Encoding: 8bit\r\n\r\n..Stra\u00dfe \u20ac\r\n\r\nend\r\n")
            .getBytes(UTF_8);

    try (SmtpClient client = loggedIn()) {
      send(client, DemoData.ALICE, "bytes@example.net", message);
    }

    ReceivedMail mail = arrived("bytes@example.net");
    assertThat(
            new String(mail.content().bytes(), ISO_8859_1)
                .replace("X-Originating-IP: [127.0.0.1]\r\n", ""))
        .endsWith(new String(message, ISO_8859_1));
    assertSigned(mail);
  }

  @Test
  void anAddressOfSomebodyElseBecomesTheUsersOwn() throws Exception {
    try (SmtpClient client = loggedIn()) {
      send(client, DemoData.BOB, "rewritten@example.net", message(DemoData.BOB));
    }

    ReceivedMail mail = arrived("rewritten@example.net");
    assertThat(mail.mailFrom()).isEqualTo(DemoData.ALICE);
    assertThat(new String(mail.content().bytes(), ISO_8859_1))
        .contains("From: Alice <" + DemoData.ALICE + ">")
        .contains("X-WildDuck-Original-From: ")
        .contains(DemoData.BOB);
    assertSigned(mail);
  }

  @Test
  void everyRecipientGetsTheMessageOnce() throws Exception {
    try (SmtpClient client = loggedIn()) {
      client.command("MAIL FROM:<" + DemoData.ALICE + ">");
      client.command("RCPT TO:<one@several.example>");
      client.command("RCPT TO:<two@several.example>");
      assertThat(client.data(message(DemoData.ALICE)).code()).isEqualTo(250);
    }

    arrived("one@several.example");
    arrived("two@several.example");
    assertThat(james.sink().received())
        .flatExtracting(ReceivedMail::recipients)
        .filteredOn(recipient -> recipient.endsWith("@several.example"))
        .containsExactlyInAnyOrder("one@several.example", "two@several.example");
  }

  @Test
  void aRecipientWhoIsRefusedIsReportedToTheSenderOnceAndTheOthersGetTheMessage() throws Exception {
    try (SmtpClient client = loggedIn()) {
      client.command("MAIL FROM:<" + DemoData.ALICE + ">");
      client.command("RCPT TO:<" + REFUSED + ">");
      client.command("RCPT TO:<accepted@example.org>");
      assertThat(client.data(message(DemoData.ALICE)).code()).isEqualTo(250);
    }

    arrived("accepted@example.org");
    ReceivedMail bounce = arrived(DemoData.ALICE);
    assertThat(bounce.mailFrom()).isEmpty();
    assertThat(new String(bounce.content().bytes(), ISO_8859_1))
        .contains("message/delivery-status", REFUSED, "550 5.1.1 nobody here")
        .doesNotContain("rfc822; accepted@example.org");
  }

  @Test
  void whatWildDuckQueuedIsDeliveredSigned() throws Exception {
    try (QueuedMail mail = new QueuedMail(james.database())) {
      mail.queue("default", DemoData.ALICE, "webmail@example.net");
    }

    ReceivedMail mail = arrived("webmail@example.net");
    assertThat(mail.mailFrom()).isEqualTo(DemoData.ALICE);
    assertThat(new String(mail.content().bytes(), ISO_8859_1)).contains("d=example.com");
  }

  @Test
  void whatIsRefusedForTheTimeBeingWaitsInItsSendingZone() throws Exception {
    try (SmtpClient client = loggedIn()) {
      send(client, DemoData.ALICE, LATER, message(DemoData.ALICE));
    }

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(queued(LATER))
                    .first()
                    .satisfies(
                        document -> {
                          assertThat(document.getString("sendingZone")).isEqualTo("default");
                          assertThat(document.getBoolean("locked")).isFalse();
                          assertThat(
                                  document.getEmbedded(
                                      List.of("_deferred", "response"), String.class))
                              .isEqualTo("451 4.7.1 later");
                        }));
  }

  @Test
  void authIsRefusedAndNotAnnouncedWithoutTls() throws Exception {
    try (SmtpClient client = james.connectInClear()) {
      assertThat(client.command("EHLO again.example.net").toString()).doesNotContain("AUTH");
      assertThat(client.authPlain(DemoData.ALICE, DemoData.ALICE_PASSWORD).toString())
          .startsWith("538 5.7.11");
      assertThat(client.authLogin(DemoData.ALICE, DemoData.ALICE_PASSWORD).toString())
          .startsWith("538 5.7.11");
    }
  }

  @Test
  void aWrongPasswordIsAnsweredWith535() throws Exception {
    try (SmtpClient client = james.connect()) {
      assertThat(client.authPlain(DemoData.BOB, "wrong").toString()).startsWith("535 5.7.8");
    }
  }

  @Test
  void mailWithoutLoginIsAnsweredWith530() throws Exception {
    try (SmtpClient client = james.connect()) {
      assertThat(client.command("MAIL FROM:<" + DemoData.ALICE + ">").toString())
          .startsWith("530 5.7.0");
    }
  }

  @Test
  void healthChecksShowBothStores() throws Exception {
    assertThat(james.healthCheck())
        .contains("\"componentName\":\"WildDuck MongoDB\"")
        .contains("\"componentName\":\"WildDuck Redis\"")
        .contains("\"status\":\"healthy\"")
        .doesNotContain("\"status\":\"unhealthy\"");
  }

  @Test
  void administratorsSeeTheQueue() throws Exception {
    assertThat(james.zones()).contains("\"name\":\"default\"");
    assertThat(james.metrics()).contains("wildduck_queue_readable 1.0");
  }

  @Test
  void metricsCountTheMailets() throws Exception {
    try (SmtpClient client = loggedIn()) {
      send(client, DemoData.ALICE, "metrics@example.net", message(DemoData.ALICE));
    }
    arrived("metrics@example.net");

    assertThat(james.metrics()).contains("EnforceFrom", "SignDkim", "wildduck_from_rewrites_total");
  }

  private static Optional<SmtpReply> reply(SmtpStage stage, Envelope envelope) {
    if (stage != SmtpStage.RCPT) {
      return Optional.empty();
    }
    if (envelope.recipients().contains(LATER)) {
      return Optional.of(new SmtpReply(451, "4.7.1 later"));
    }
    return envelope.recipients().contains(REFUSED)
        ? Optional.of(new SmtpReply(550, "5.1.1 nobody here"))
        : Optional.empty();
  }

  private static FindIterable<Document> queued(String recipient) {
    return james.database().getCollection("zone-queue").find(new Document("recipient", recipient));
  }

  private static SmtpClient loggedIn() throws IOException {
    SmtpClient client = james.connect();
    assertThat(client.authPlain(DemoData.ALICE, DemoData.ALICE_PASSWORD).code()).isEqualTo(235);
    return client;
  }

  private static void send(SmtpClient client, String from, String to, byte[] message)
      throws IOException {
    client.command("MAIL FROM:<" + from + ">");
    client.command("RCPT TO:<" + to + ">");
    assertThat(client.data(message).toString())
        .matches("250 2\\.0\\.0 Message queued as [0-9a-f]{18}");
  }

  private static ReceivedMail arrived(String recipient) throws Exception {
    return james.sink().awaitMail(mail -> mail.recipients().contains(recipient), PATIENCE);
  }

  private static void assertSigned(ReceivedMail mail) throws IOException {
    assertThat(new DkimVerifier(james.accounts().dkimPublicKey()).verify(mail.content().open()))
        .containsExactly("d=example.com s=demo");
  }

  private static byte[] message(String from) {
    return ("From: Alice <"
            + from
            + ">\r\nTo: <first@example.net>\r\nSubject: Hello\r\n"
            + "Date: Mon, 23 Nov 2026 10:00:00 +0000\r\n"
            + "Message-ID: <hello@example.com>\r\n\r\nHello\r\n")
        .getBytes(ISO_8859_1);
  }
}
