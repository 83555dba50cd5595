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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of deliveries that the outside world refuses. */
class BounceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private static Path folder;
  private static TestServer server;
  private static Submitter alice;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(folder, SmtpSink.builder().script(BounceTest::reply));
    alice = new Submitter(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Optional<SmtpReply> reply(SmtpStage stage, Envelope envelope) {
    if (stage != SmtpStage.RCPT || envelope.recipients().isEmpty()) {
      return Optional.empty();
    }
    String recipient = envelope.recipients().get(envelope.recipients().size() - 1);
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

    ReceivedMail bounce = alice.received(DemoData.ALICE);
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
                assertThat(queued("later6@example.net").orElseThrow())
                    .containsKey("_deferred")
                    .containsEntry("locked", false));
    assertThat(queued("nobody6@example.net")).isEmpty();
    assertThat(queued("somebody6@example.net")).isEmpty();
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
              Document waiting = queued("later@example.net").orElseThrow();
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

  private static String textOf(ReceivedMail mail) {
    try {
      return new String(mail.content().bytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
