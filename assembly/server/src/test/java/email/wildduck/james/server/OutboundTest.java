package email.wildduck.james.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.route.DeliveryTarget;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of deliveries, who gets none, and deliveries that are no SMTP. */
class OutboundTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SENDER = "alice@example.com";

  @TempDir private static Path folder;
  private static final List<String> POSTED = new CopyOnWriteArrayList<>();
  private static DatagramSocket graylog;
  private static HttpServer web;
  private static TestServer server;
  private static QueuedMail mail;

  @BeforeAll
  static void start() throws Exception {
    graylog = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    graylog.setSoTimeout(1000);
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/",
        exchange -> {
          POSTED.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(
              Map.of("/no", 410, "/busy", 503)
                  .getOrDefault(exchange.getRequestURI().getPath(), 204),
              -1);
          exchange.close();
        });
    web.start();
    server =
        TestServer.start(
            folder,
            SmtpSink.builder(),
            home ->
                home.replace(
                    "wildduck.xml",
                    "</wildduck>",
                    "<gelf><enabled>true</enabled><port>"
                        + graylog.getLocalPort()
                        + "</port></gelf>"
                        + "<queue><sweepInterval>1s</sweepInterval></queue>"
                        + "<http><allowedHosts>127.0.0.1</allowedHosts></http></wildduck>"));
    mail = new QueuedMail(server.database());
  }

  @AfterAll
  static void stop() {
    mail.close();
    server.close();
    web.stop(0);
    graylog.close();
  }

  @Test
  void aDeliveryIsToldToGraylogCountedAndNotedInTheAudit() throws Exception {
    server
        .database()
        .getCollection("audits")
        .insertOne(
            new Document("_id", new ObjectId())
                .append("user", server.accounts().alice())
                .append("expires", Date.from(Instant.now().plusSeconds(3600))));
    // the server may have read a moment ago that there was none
    await().pollDelay(Duration.ofMillis(1100)).until(() -> true);
    new Submitter(server)
        .send(
            "<alice@example.com>",
            "<told@example.net>",
            "From: <alice@example.com>\r\nSubject: Told\r\nMessage-ID: <told@example.com>\r\n\r\nHi\r\n");

    Document queued = event("QUEUED", "told@example.net");
    Document accepted = event("ACCEPTED", "told@example.net");

    assertThat(queued).containsEntry("_proto", "ESMTPSA").containsEntry("_mail_action", "queued");
    assertThat(queued).doesNotContainKey("_subject");
    assertThat(accepted)
        .containsEntry("_queue_id", queued.getString("_queue_id"))
        .containsEntry("_queue_id_seq", "001")
        .containsEntry("_from", SENDER)
        .containsEntry("_zone", "default")
        .containsEntry("_message_id", "<told@example.com>")
        .containsEntry("_mx_host", "127.0.0.1")
        .containsEntry("_delivery_protocol", "smtp")
        .containsKey("_response");
    assertThat(metrics())
        .contains("zonemta_delivery_status{status=\"delivered\",zone=\"default\"}")
        .contains("wildduck_deliveries_total{status=\"delivered\",zone=\"default\"}")
        .contains("zonemta_message_push{result=\"success\"}")
        .contains("zonemta_bounce_generation 0")
        .contains("zonemta_message_drop 0")
        .contains("zonemta_connection_pool_size ")
        .contains("zonemta_connection_reuses ");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        server
                            .database()
                            .getCollection("audit.files")
                            .find(
                                new Document(
                                    "metadata.info.queueId", queued.getString("_queue_id")))
                            .first()
                            .getEmbedded(List.of("metadata", "info"), Document.class)
                            .getList("delivery", Document.class, List.of()))
                    .extracting(delivery -> delivery.getString("status"))
                    .containsExactly("accepted"));
  }

  @Test
  void whoIsSuppressedGetsNothingUntilThatEnds() throws Exception {
    Shell shell = new Shell(server.home());
    assertThat(shell.said("suppress", "Nobody@Quiet.example", "silent.example"))
        .isEqualTo("nobody@quiet.example is suppressed\nsilent.example is suppressed\n");
    assertThat(shell.said("suppressed"))
        .containsPattern("nobody@quiet\\.example +")
        .contains("silent.example");

    mail.queue("default", SENDER, "nobody@quiet.example", "a@silent.example", "b@quiet.example");

    assertThat(event("DROP", "nobody@quiet.example"))
        .containsEntry("_response", "Recipient was found from suppression list");
    event("DROP", "a@silent.example");
    event("ACCEPTED", "b@quiet.example");
    assertThat(server.sink().received())
        .noneMatch(received -> received.recipients().contains("nobody@quiet.example"));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(queued("a@silent.example")).isEmpty());

    assertThat(shell.said("unsuppress", "nobody@quiet.example", "silent.example"))
        .isEqualTo("nobody@quiet.example is not suppressed\nsilent.example is not suppressed\n");
    assertThat(shell.queue("unsuppress", "silent.example").exitCode()).isEqualTo(1);
    assertThat(shell.queue("suppress", "@").exitCode()).isEqualTo(1);
    mail.queue("default", SENDER, "nobody@quiet.example");
    event("ACCEPTED", "nobody@quiet.example");
  }

  @Test
  void whatIsForAWebServerIsPosted() throws Exception {
    String url = "http://127.0.0.1:" + web.getAddress().getPort();
    QueueId id =
        mail.queue(
            DeliveryTarget.http(url + "/in?key=secret"), "default", SENDER, "hook@example.net");

    assertThat(event("ACCEPTED", "hook@example.net"))
        .containsEntry("_delivery_protocol", "http")
        .containsEntry("_http_url", url + "/in")
        .containsEntry("_http_response", 204);
    assertThat(POSTED).anySatisfy(form -> assertThat(form).contains("\r\n\r\n" + id + ".001\r\n"));

    mail.queue(DeliveryTarget.http(url + "/no"), "default", SENDER, "refused@example.net");
    assertThat(event("REJECTED", "refused@example.net"))
        .containsEntry("_bounce_category", "http")
        .containsEntry("_http_response", 410);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(queued("refused@example.net")).isEmpty());
    assertThat(queued(SENDER)).isEmpty();
    assertThat(server.sink().received())
        .noneMatch(received -> received.recipients().contains("hook@example.net"));
  }

  @Test
  void whatItsOwnerCancelsWhileItWaitsIsTold() throws Exception {
    String url = "http://127.0.0.1:" + web.getAddress().getPort() + "/busy";
    QueueId id = mail.queue(DeliveryTarget.http(url), "default", SENDER, "cancel@example.net");
    event("DEFERRED", "cancel@example.net");

    // as WildDuck does it
    Document free = new Document("id", id.asString()).append("locked", false);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                server.database().getCollection("zone-queue").deleteMany(free).getDeletedCount()
                    == 1);

    assertThat(event("DELETED", "cancel@example.net"))
        .containsEntry("_queue_id", id.asString())
        .containsEntry("_queue_id_seq", "001")
        .containsEntry("_mail_action", "dropped")
        .containsEntry("_zone", "default");
  }

  @Test
  void whatOthersQueuedGetsTheReceivedFieldOfThisHost() throws Exception {
    QueueId id = mail.queue("default", SENDER, "trace@example.net");

    ReceivedMail received = new Submitter(server).received("trace@example.net");

    String text = new String(received.content().bytes(), UTF_8);
    assertThat(text.split("Received: ", -1)).hasSize(2);
    assertThat(text)
        .contains(" with HTTP id " + id + ".001\r\n for <trace@example.net>;\r\n")
        .contains("\r\nReceived: from localhost\r\n by ");
  }

  @Test
  void whatWasSubmittedKeepsItsOnlyReceivedField() throws Exception {
    new Submitter(server)
        .send(
            "<alice@example.com>",
            "<once@example.net>",
            "From: <alice@example.com>\r\nSubject: Once\r\n\r\nHi\r\n");

    ReceivedMail received = new Submitter(server).received("once@example.net");

    assertThat(new String(received.content().bytes(), UTF_8).split("Received: ", -1)).hasSize(2);
  }

  private static final List<Document> EVENTS = new ArrayList<>();

  /** Waits for an event about a recipient. */
  private static synchronized Document event(String word, String recipient) throws IOException {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      for (Document event : EVENTS) {
        if (event.getString("short_message").contains("[" + word + "]")
            && recipient.equals(event.getString("_to"))) {
          return event;
        }
      }
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("no " + word + " of " + recipient + " in " + EVENTS);
      }
      receive().ifPresent(EVENTS::add);
    }
  }

  private static Optional<Document> receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
    try {
      graylog.receive(packet);
      return Optional.of(
          Document.parse(new String(packet.getData(), 0, packet.getLength(), UTF_8)));
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    }
  }

  private static String metrics() throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + server.ports().webadmin() + "/metrics"))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
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
