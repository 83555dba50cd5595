package email.wildduck.james.server.stock;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.Envelope;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.sink.SmtpReply;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.sink.SmtpStage;
import email.wildduck.james.server.QueuedMail;
import email.wildduck.james.server.demo.DemoData;
import email.wildduck.james.server.demo.DkimVerifier;
import email.wildduck.james.server.demo.ServerHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample that delivers by James' RemoteDelivery from WildDuck's queue, in an unmodified James.
 */
class StockJamesRemoteDeliveryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String REFUSED = "refused@example.org";
  private static final String LATER = "later@example.org";
  private static final String QUEUE = "<outgoing>wildduck-outgoing</outgoing>";

  @TempDir private static Path folder;
  private static StockJames james;

  @BeforeAll
  static void start() throws IOException {
    SmtpSink sink = SmtpSink.builder().script(StockJamesRemoteDeliveryIT::reply).start();
    james = new StockJames(folder, sink, home -> configure(home, sink));
    james.awaitReady();
  }

  @AfterAll
  static void stop() {
    james.close();
  }

  private static void configure(ServerHome home, SmtpSink sink) {
    try {
      Path sample = Path.of("../../james-conf/extension/remote-delivery/mailetcontainer.xml");
      home.write("mailetcontainer.xml", Files.readString(sample))
          .replace("mailetcontainer.xml", QUEUE, QUEUE + StockJames.gateway(sink))
          .replace(
              "mailetcontainer.xml", StockJames.RELAY, StockJames.RELAY + StockJames.gateway(sink))
          .replace(
              "wildduck.xml", "</wildduck>", "<queue><deliver>false</deliver></queue></wildduck>");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  @Test
  void messagesArriveSignedAndLeaveNothingInTheQueue() throws Exception {
    send("one@example.net", "two@example.net");

    assertThat(
            new DkimVerifier(james.accounts().dkimPublicKey())
                .verify(arrived("one@example.net").content().open()))
        .containsExactly("d=example.com s=demo");
    arrived("two@example.net");
    await().atMost(PATIENCE).until(() -> queued("one@example.net") == 0);
    await().atMost(PATIENCE).until(() -> queued("two@example.net") == 0);
  }

  @Test
  void whatIsRefusedForTheTimeBeingWaitsInWildDucksDatabase() throws Exception {
    send(LATER);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Document waiting = find(LATER).orElseThrow();
              assertThat(waiting.getString("sendingZone")).isEqualTo("james:wildduck-outgoing");
              assertThat(waiting.getBoolean("locked")).isFalse();
              assertThat(waiting.getDate("queued").toInstant())
                  .isAfter(waiting.getDate("created").toInstant().plus(Duration.ofMinutes(4)));
            });
  }

  @Test
  void theSenderIsToldOfARefusal() throws Exception {
    send(REFUSED);

    ReceivedMail bounce = arrived(DemoData.ALICE);
    assertThat(bounce.mailFrom()).isEmpty();
    assertThat(new String(bounce.content().bytes(), ISO_8859_1))
        .contains("message/delivery-status", REFUSED, "550 5.1.1 nobody here");
  }

  @Test
  void whatIsInASendingZoneIsLeftToOthers() throws Exception {
    try (QueuedMail mail = new QueuedMail(james.database())) {
      mail.queue("default", DemoData.ALICE, "webmail@example.net");
    }
    send("after@example.net");
    arrived("after@example.net");

    assertThat(find("webmail@example.net").orElseThrow().getBoolean("locked")).isFalse();
  }

  private static void send(String... recipients) throws IOException {
    try (SmtpClient client = james.connect()) {
      assertThat(client.authPlain(DemoData.ALICE, DemoData.ALICE_PASSWORD).code()).isEqualTo(235);
      client.command("MAIL FROM:<" + DemoData.ALICE + ">");
      for (String recipient : recipients) {
        client.command("RCPT TO:<" + recipient + ">");
      }
      String message = "From: Alice <" + DemoData.ALICE + ">\r\nSubject: Hello\r\n\r\nHello\r\n";
      assertThat(client.data(message.getBytes(ISO_8859_1)).code()).isEqualTo(250);
    }
  }

  private static long queued(String recipient) {
    return james
        .database()
        .getCollection("zone-queue")
        .countDocuments(new Document("recipient", recipient));
  }

  private static Optional<Document> find(String recipient) {
    return Optional.ofNullable(
        james
            .database()
            .getCollection("zone-queue")
            .find(new Document("recipient", recipient))
            .first());
  }

  private static ReceivedMail arrived(String recipient) throws Exception {
    return james.sink().awaitMail(mail -> mail.recipients().contains(recipient), PATIENCE);
  }
}
