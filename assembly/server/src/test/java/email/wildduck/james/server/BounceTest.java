package email.wildduck.james.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.Envelope;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.sink.SmtpReply;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.sink.SmtpStage;
import email.wildduck.james.server.demo.DemoData;
import email.wildduck.james.server.demo.ServerHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of deliveries that the outside world refuses. */
class BounceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AtomicBoolean ALICE_IS_BUSY = new AtomicBoolean();

  @TempDir private static Path folder;
  private static TestServer server;
  private static Submitter alice;

  @BeforeAll
  static void start() throws Exception {
    server =
        TestServer.start(
            folder, SmtpSink.builder().script(BounceTest::reply), BounceTest::withZoneForReports);
    alice = new Submitter(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A second zone, like the first but for its name. */
  private static ServerHome withZoneForReports(ServerHome home) {
    String configuration = home.read("wildduck.xml");
    String zone =
        configuration.substring(
            configuration.indexOf("<zone>"), configuration.indexOf("</zone>") + "</zone>".length());
    return home.replace(
        "wildduck.xml", "</zones>", zone.replace(">default<", ">bounces<") + "</zones>");
  }

  private static Optional<SmtpReply> reply(SmtpStage stage, Envelope envelope) {
    if (stage != SmtpStage.RCPT || envelope.recipients().isEmpty()) {
      return Optional.empty();
    }
    String recipient = envelope.recipients().get(envelope.recipients().size() - 1);
    if (recipient.equals(DemoData.ALICE) && ALICE_IS_BUSY.get()) {
      return Optional.of(new SmtpReply(451, "4.7.1 Try again later"));
    }
    if (recipient.startsWith("nobody")) {
      return Optional.of(new SmtpReply(550, "5.1.1 No such user here"));
    }
    return recipient.startsWith("later")
        ? Optional.of(new SmtpReply(451, "4.7.1 Try again later"))
        : Optional.empty();
  }

  @Test
  void theSenderIsToldOfARefusalInPlainWordsAndInTheFormOfPrograms() throws Exception {
    alice.send(
        "<alice@example.com> RET=HDRS ENVID=one+2Btwo",
        "<nobody1@example.net> NOTIFY=FAILURE ORCPT=rfc822;first@example.org",
        "From: <alice@example.com>\r\nSubject: Lost\r\nMessage-ID: <lost@example.com>\r\n\r\nHi\r\n");

    ReceivedMail bounce =
        server
            .sink()
            .awaitMail(
                mail ->
                    mail.recipients().contains(DemoData.ALICE) && textOf(mail).contains("nobody1@"),
                PATIENCE);
    assertThat(bounce.mailFrom()).isEmpty();
    assertThat(new String(bounce.content().bytes(), UTF_8))
        .contains("report-type=delivery-status")
        .contains("Auto-Submitted: auto-replied")
        .contains("In-Reply-To: <lost@example.com>")
        .contains("Original-Envelope-Id: one+two")
        .contains("Original-Recipient: rfc822; first@example.org")
        .contains("Final-Recipient: rfc822; nobody1@example.net")
        .contains("Action: failed")
        .contains("Status: 5.1.1")
        .contains("Subject: Lost")
        .doesNotContain("\r\nHi\r\n");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(queued("nobody1@example.net")).isEmpty());
  }

  @Test
  void recipientsAtOneDomainGoInOneTransactionAndThoseRefusedAreInOneReport() throws Exception {
    try (SmtpClient client = alice.mail()) {
      for (String recipient : List.of("nobody5", "somebody5", "nobody6", "somebody6", "later6")) {
        client.command("RCPT TO:<" + recipient + "@example.net>");
      }
      client.data("From: <alice@example.com>\r\nSubject: Group\r\n\r\nHi\r\n".getBytes(UTF_8));
    }

    ReceivedMail delivered = alice.received("somebody5@example.net");
    assertThat(delivered.recipients())
        .containsExactly("somebody5@example.net", "somebody6@example.net");
    ReceivedMail bounce =
        server
            .sink()
            .awaitMail(
                mail -> mail.mailFrom().isEmpty() && textOf(mail).contains("nobody5"), PATIENCE);
    assertThat(textOf(bounce))
        .contains("Final-Recipient: rfc822; nobody5@example.net")
        .contains("Final-Recipient: rfc822; nobody6@example.net")
        .doesNotContain("later6@example.net")
        .doesNotContain("somebody5");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(queued("later6@example.net").orElseThrow(AssertionError::new))
                    .containsKey("_deferred")
                    .containsEntry("locked", false));
    assertThat(queued("nobody6@example.net")).isEmpty();
    assertThat(queued("somebody6@example.net")).isEmpty();
  }

  @Test
  void recipientsThatAreRefusedAtDifferentDomainsAreInOneReport() throws Exception {
    try (SmtpClient client = alice.mail()) {
      client.command("RCPT TO:<nobody7@one.example> NOTIFY=FAILURE ORCPT=rfc822;seven@example.org");
      client.command("RCPT TO:<nobody8@two.example>");
      client.command("RCPT TO:<nobody9@three.example> NOTIFY=NEVER");
      client.command("RCPT TO:<somebody9@four.example>");
      client.data("From: <alice@example.com>\r\nSubject: Wide\r\n\r\nHi\r\n".getBytes(UTF_8));
    }

    ReceivedMail bounce =
        server
            .sink()
            .awaitMail(
                mail -> mail.mailFrom().isEmpty() && textOf(mail).contains("nobody7"), PATIENCE);
    assertThat(textOf(bounce))
        .contains("Final-Recipient: rfc822; nobody7@one.example")
        .contains("Original-Recipient: rfc822; seven@example.org")
        .contains("Final-Recipient: rfc822; nobody8@two.example")
        .contains("Diagnostic-Code: smtp; 550 5.1.1 No such user here")
        .doesNotContain("nobody9")
        .doesNotContain("somebody9");
    alice.received("somebody9@four.example");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(allQueued("Wide")).isEmpty());
    assertThat(server.sink().received())
        .filteredOn(mail -> mail.mailFrom().isEmpty() && textOf(mail).contains("Subject: Wide"))
        .hasSize(1);
  }

  @Test
  void theSenderWhoAsksForItIsToldThatAServerWithoutReportsHasTheMessage() throws Exception {
    try (SmtpClient client = alice.mail()) {
      client.command(
          "RCPT TO:<somebody14@example.net> NOTIFY=SUCCESS ORCPT=rfc822;fourteen@example.org");
      client.command("RCPT TO:<somebody15@example.net> NOTIFY=FAILURE,SUCCESS");
      client.command("RCPT TO:<somebody16@example.net>");
      client.data("From: <alice@example.com>\r\nSubject: Told\r\n\r\nHi\r\n".getBytes(UTF_8));
    }

    ReceivedMail confirmation =
        server
            .sink()
            .awaitMail(
                mail -> mail.mailFrom().isEmpty() && textOf(mail).contains("somebody14"), PATIENCE);
    assertThat(confirmation.recipients()).containsExactly(DemoData.ALICE);
    assertThat(textOf(confirmation))
        .contains("Subject: Delivery Status Notification (Relayed: ")
        .contains("Original-Recipient: rfc822; fourteen@example.org")
        .contains("Final-Recipient: rfc822; somebody14@example.net")
        .contains("Final-Recipient: rfc822; somebody15@example.net")
        .contains("Action: relayed")
        .contains("Status: 2.")
        .contains("Diagnostic-Code: smtp; 250 ")
        .contains("Subject: Told")
        .doesNotContain("somebody16", "\r\nHi\r\n", "Undelivered");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(allQueued("Told")).isEmpty());
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(queued(DemoData.ALICE)).isEmpty());
    assertThat(server.sink().received())
        .filteredOn(mail -> mail.mailFrom().isEmpty() && textOf(mail).contains("Subject: Told"))
        .hasSize(1);
  }

  @Test
  void aReportGoesThroughTheZoneOfThatNameAndIsTriedAgainLikeAnyMail() throws Exception {
    ALICE_IS_BUSY.set(true);
    alice.send(
        "<alice@example.com>",
        "<nobody10@example.net>",
        "From: <alice@example.com>\r\nSubject: Zone\r\n\r\nHi\r\n");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(queued(DemoData.ALICE))
                    .hasValueSatisfying(
                        report ->
                            assertThat(report)
                                .containsEntry("sendingZone", "bounces")
                                .containsKey("_deferred")
                                .doesNotContainKeys("failure", "report", "dsn")));
    ALICE_IS_BUSY.set(false);
    server
        .database()
        .getCollection("zone-queue")
        .updateOne(
            new Document("recipient", DemoData.ALICE),
            new Document("$set", new Document("queued", Date.from(Instant.now()))));
    server
        .sink()
        .awaitMail(
            mail -> mail.mailFrom().isEmpty() && textOf(mail).contains("nobody10"), PATIENCE);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(queued(DemoData.ALICE)).isEmpty());
  }

  @Test
  void theSenderIsWarnedOnceOfAllRecipientsThatWaitForLong() throws Exception {
    List<String> recipients =
        List.of("later12@one.example", "later12@two.example", "later12@three.example");
    try (SmtpClient client = alice.mail()) {
      client.command("RCPT TO:<later12@one.example> ORCPT=rfc822;twelve@example.org");
      client.command("RCPT TO:<later12@two.example>");
      client.command("RCPT TO:<later12@three.example> NOTIFY=FAILURE");
      client.data("From: <alice@example.com>\r\nSubject: Slow\r\n\r\nHi\r\n".getBytes(UTF_8));
    }
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                recipients.stream()
                    .allMatch(
                        recipient ->
                            queued(recipient)
                                .filter(document -> document.containsKey("_deferred"))
                                .isPresent()));
    Instant last = Instant.now().minus(Duration.ofHours(2));
    set(
        new Document("recipient", new Document("$in", recipients)),
        new Document("_deferred.first", last.minus(Duration.ofHours(2)).toEpochMilli())
            .append("_deferred.last", last.toEpochMilli())
            .append("delay.time", Date.from(last)));
    set(
        new Document("recipient", recipients.get(0)),
        new Document("queued", Date.from(Instant.now())));

    ReceivedMail warning =
        server
            .sink()
            .awaitMail(
                mail -> mail.mailFrom().isEmpty() && textOf(mail).contains("later12"), PATIENCE);
    assertThat(warning.recipients()).containsExactly(DemoData.ALICE);
    assertThat(textOf(warning))
        .contains("Auto-Submitted: auto-replied")
        .contains("(Delay: ")
        .contains("Final-Recipient: rfc822; later12@one.example")
        .contains("Original-Recipient: rfc822; twelve@example.org")
        .contains("Final-Recipient: rfc822; later12@two.example")
        .contains("Action: delayed")
        .contains("Status: 4.7.1")
        .contains("Remote-MTA: dns; ")
        .contains("Diagnostic-Code: smtp; 451 4.7.1 Try again later")
        .contains("Will-Retry-Until: ")
        .contains("Subject: Slow")
        .doesNotContain("Action: failed", "Status: 4.0.0", "later12@three.example");
    set(
        new Document("recipient", new Document("$in", recipients)),
        new Document("queued", Date.from(Instant.now())));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(recipients)
                    .allSatisfy(
                        recipient ->
                            assertThat(
                                    queued(recipient)
                                        .orElseThrow(AssertionError::new)
                                        .getEmbedded(List.of("_deferred", "last"), Number.class)
                                        .longValue())
                                .isGreaterThan(last.toEpochMilli())));
    assertThat(queued(recipients.get(1)).orElseThrow().get("delay", Document.class))
        .containsKey("warned")
        .doesNotContainKey("next");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(queued(DemoData.ALICE)).isEmpty());
    assertThat(server.sink().received())
        .filteredOn(mail -> mail.mailFrom().isEmpty() && textOf(mail).contains("Subject: Slow"))
        .hasSize(1);
  }

  @Test
  void nobodyIsToldWhenTheSenderDoesNotWantTo() throws Exception {
    try (SmtpClient client = alice.mail()) {
      client.command("RCPT TO:<nobody2@example.net> NOTIFY=NEVER");
      client.command("RCPT TO:<somebody2@example.net>");
      client.data("From: <alice@example.com>\r\nSubject: Quiet\r\n\r\nHi\r\n".getBytes(UTF_8));
    }

    alice.received("somebody2@example.net");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(queued("nobody2@example.net")).isEmpty());
    assertThat(server.sink().received())
        .filteredOn(mail -> mail.mailFrom().isEmpty())
        .noneSatisfy(
            mail -> assertThat(new String(mail.content().bytes(), UTF_8)).contains("nobody2"));
    assertThat(queued(DemoData.ALICE)).isEmpty();
  }

  @Test
  void aRefusalForTheTimeBeingLeavesTheDeliveryInItsPlaceForTheNextAttempt() throws Exception {
    alice.send(
        "<alice@example.com>",
        "<later@example.net>",
        "From: <alice@example.com>\r\nSubject: Later\r\n\r\nHi\r\n");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Document waiting = queued("later@example.net").orElseThrow(AssertionError::new);
              assertThat(waiting.getBoolean("locked")).isFalse();
              assertThat(waiting.getString("assigned")).isEqualTo("no");
              assertThat(waiting.getString("sendingZone")).isEqualTo("default");
              assertThat(waiting.getEmbedded(List.of("_deferred", "response"), String.class))
                  .isEqualTo("451 4.7.1 Try again later");
              assertThat(waiting.getDate("queued").toInstant())
                  .isAfter(waiting.getDate("created").toInstant().plus(Duration.ofMinutes(4)));
            });
  }

  @Test
  void aDeliveryToAnHttpTargetInTheOwnNetworkEndsAndNobodyIsTold() throws Exception {
    alice.send(
        "<alice@example.com>",
        "<later.http@example.net>",
        "From: <alice@example.com>\r\nSubject: Posted\r\n\r\nHi\r\n");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                queued("later.http@example.net")
                    .filter(document -> document.containsKey("_deferred"))
                    .isPresent());
    server
        .database()
        .getCollection("zone-queue")
        .updateOne(
            new Document("recipient", "later.http@example.net"),
            new Document(
                "$set",
                new Document("http", true)
                    .append("targetUrl", "http://127.0.0.1:" + server.sink().port() + "/")
                    .append("queued", Date.from(Instant.now()))));

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(queued("later.http@example.net")).isEmpty());
    assertThat(server.sink().received())
        .noneSatisfy(
            mail -> assertThat(new String(mail.content().bytes(), UTF_8)).contains("later.http"));
    assertThat(queued(DemoData.ALICE)).isEmpty();
  }

  @Test
  void whatIsPostedIsNotInTheReportAboutOtherRecipientsOfTheMessage() throws Exception {
    try (SmtpClient client = alice.mail()) {
      client.command("RCPT TO:<later.posted@one.example>");
      client.command("RCPT TO:<later.mailed@two.example>");
      client.data("From: <alice@example.com>\r\nSubject: Both\r\n\r\nHi\r\n".getBytes(UTF_8));
    }
    for (String recipient : List.of("later.posted@one.example", "later.mailed@two.example")) {
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  queued(recipient)
                      .filter(document -> document.containsKey("_deferred"))
                      .isPresent());
    }
    set(
        new Document("recipient", "later.posted@one.example"),
        new Document("http", true)
            .append("targetUrl", "http://127.0.0.1:" + server.sink().port() + "/"));
    set(
        new Document("recipient", "later.mailed@two.example"),
        new Document("recipient", "nobody11@two.example"));
    set(
        new Document("domain", new Document("$in", List.of("one.example", "two.example"))),
        new Document("queued", Date.from(Instant.now())));

    ReceivedMail bounce =
        server
            .sink()
            .awaitMail(
                mail -> mail.mailFrom().isEmpty() && textOf(mail).contains("nobody11"), PATIENCE);
    assertThat(textOf(bounce)).doesNotContain("later.posted");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(allQueued("Both")).isEmpty());
    assertThat(queued("later.posted@one.example")).isEmpty();
  }

  private static void set(Document which, Document fields) {
    server.database().getCollection("zone-queue").updateMany(which, new Document("$set", fields));
  }

  private static String textOf(ReceivedMail mail) {
    try {
      return new String(mail.content().bytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The messages of that subject that are in the queue. */
  private static List<Document> allQueued(String subject) {
    return server
        .database()
        .getCollection("mail.files")
        .find(new Document("metadata.data.headers.line", "Subject: " + subject))
        .into(new ArrayList<>());
  }

  private static Optional<Document> queued(String recipient) {
    return Optional.ofNullable(
        server
            .database()
            .getCollection("zone-queue")
            .find(new Document("recipient", recipient))
            .first());
  }
}
