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
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.types.ObjectId;
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
  private static final String SUPPRESSED = "suppressed@example.org";
  private static final String ZONE = "james:wildduck-outgoing";
  private static final String QUEUE = "<outgoing>wildduck-outgoing</outgoing>";

  @TempDir private static Path folder;
  private static StockJames james;

  @BeforeAll
  static void start() throws IOException {
    SmtpSink sink = SmtpSink.builder().script(StockJamesRemoteDeliveryIT::reply).start();
    james = new StockJames(folder, sink, home -> configure(home, sink));
    james.awaitReady();
    james
        .database()
        .getCollection("suppressionlist")
        .insertOne(new Document("address", SUPPRESSED).append("created", Date.from(Instant.now())));
    james
        .database()
        .getCollection("audits")
        .insertOne(
            new Document("_id", new ObjectId())
                .append("user", james.accounts().alice())
                .append("expires", Date.from(Instant.now().plusSeconds(3600))));
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
    String recipient = envelope.recipients().get(envelope.recipients().size() - 1);
    if (recipient.endsWith(LATER)) {
      return Optional.of(new SmtpReply(451, "4.7.1 later"));
    }
    return recipient.endsWith(REFUSED)
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
              Document waiting = find(LATER).orElseThrow(AssertionError::new);
              assertThat(waiting.getString("sendingZone")).isEqualTo(ZONE);
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
  void whatIsTakenIsToldCountedAndNotedInTheAudit() throws Exception {
    send("told@example.net");

    assertThat(event("QUEUED", "told@example.net")).contains(" proto=ESMTPSA ");
    assertThat(event("ACCEPTED", "told@example.net"))
        .matches(".* [0-9a-f]{18}\\.001 ACCEPTED .*")
        .contains(" from=" + DemoData.ALICE + " ", " message_id=<", " mx=127.0.0.1 ")
        .contains(" mx_host=127.0.0.1 ", " delivery_protocol=smtp ")
        .contains(" response=\"250 2.0.0 OK\"")
        .doesNotContain("local_ip=", "tls=");
    awaitCounted("delivered");
    awaitAudited("told@example.net", "accepted", "250 2.0.0 OK");
  }

  @Test
  void whatIsRefusedIsToldCountedAndNotedInTheAudit() throws Exception {
    send("audited." + LATER, "audited." + REFUSED);

    assertThat(event("DEFERRED", "audited." + LATER))
        .contains(" bounce_count=1 ", " mx_host=127.0.0.1 ", " response=\"451 4.7.1 later\"");
    assertThat(event("REJECTED", "audited." + REFUSED))
        .contains(" bounce_category=envelope ", " response=\"550 5.1.1 nobody here\"");
    awaitCounted("deferred");
    awaitCounted("rejected");
    awaitAudited("audited." + LATER, "deferred", "451 4.7.1 later");
    awaitAudited("audited." + REFUSED, "rejected", "550 5.1.1 nobody here");
  }

  @Test
  void whoIsOnTheSuppressionListGetsNothing() throws Exception {
    send(SUPPRESSED);

    assertThat(event("DROP", SUPPRESSED))
        .contains("Recipient was found from suppression list")
        .contains(" zone=" + ZONE);
    await().atMost(PATIENCE).until(() -> queued(SUPPRESSED) == 0);
    awaitCounted("dropped");
    assertThat(james.sink().received())
        .flatExtracting(ReceivedMail::recipients)
        .doesNotContain(SUPPRESSED);
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

  /** The line of the log. */
  private static String event(String word, String recipient) {
    Predicate<String> wanted = line -> line.contains(' ' + word + ' ') && line.contains(recipient);
    await().atMost(PATIENCE).until(() -> james.process().log().stream().anyMatch(wanted));
    return james.process().log().stream().filter(wanted).findFirst().orElseThrow();
  }

  private static void awaitCounted(String status) {
    String counter = "wildduck_deliveries_total{status=\"" + status + "\",zone=\"" + ZONE + "\"}";
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(james.metrics()).contains(counter));
  }

  private static void awaitAudited(String recipient, String status, String response) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(james.database().getCollection("audit.files").find())
                    .flatExtracting(StockJamesRemoteDeliveryIT::deliveries)
                    .anySatisfy(
                        delivery -> {
                          Document info = delivery.get("info", Document.class);
                          assertThat(info.getString("to")).isEqualTo(recipient);
                          assertThat(info.getString("response")).isEqualTo(response);
                          assertThat(info.getString("mx")).isEqualTo("127.0.0.1");
                          assertThat(delivery.getString("status")).isEqualTo(status);
                        }));
  }

  private static List<Document> deliveries(Document file) {
    return file.getEmbedded(List.of("metadata", "info"), Document.class)
        .getList("delivery", Document.class, List.of());
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
