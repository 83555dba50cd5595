package email.wildduck.james.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.embedded.sink.Envelope;
import email.wildduck.james.embedded.sink.SmtpReply;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.sink.SmtpStage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long the queue's steps take, as the metrics of the running server tell it. */
class QueueTimingsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final CountDownLatch SLOW_MAY_END = new CountDownLatch(1);

  /** With all fields that a mail program sends: it leaves as it was accepted. */
  private static final String MESSAGE =
      "From: <alice@example.com>\r\nTo: <bob@example.net>\r\nSubject: Timed\r\n"
          + "Message-ID: <timed@client.example.com>\r\n"
          + "Date: Fri, 27 Nov 2026 10:00:00 +0000\r\n\r\nHi\r\n";

  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        TestServer.start(
            folder,
            SmtpSink.builder().script(QueueTimingsTest::reply),
            home ->
                home.replace(
                    "wildduck.xml",
                    "</wildduck>",
                    "<queue><lease>5s</lease><sweepInterval>1s</sweepInterval>"
                        + "<recentMessages>1MB</recentMessages></queue></wildduck>"));
  }

  @AfterAll
  static void stop() {
    SLOW_MAY_END.countDown();
    server.close();
  }

  private static Optional<SmtpReply> reply(SmtpStage stage, Envelope envelope) {
    if (stage != SmtpStage.RCPT || envelope.recipients().isEmpty()) {
      return Optional.empty();
    }
    String recipient = envelope.recipients().get(envelope.recipients().size() - 1);
    if (recipient.startsWith("slow")) {
      try {
        SLOW_MAY_END.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return recipient.startsWith("later")
        ? Optional.of(new SmtpReply(451, "4.7.1 Try again later"))
        : Optional.empty();
  }

  @Test
  void eachStepIsTimed() throws Exception {
    Submitter alice = new Submitter(server);
    alice.send("<alice@example.com>", "<slow@example.net>", MESSAGE);
    alice.send("<alice@example.com>", "<good@example.net>", MESSAGE);
    alice.send("<alice@example.com>", "<later@example.net>", MESSAGE);
    try (QueuedMail mail = new QueuedMail(server.database())) {
      mail.queue("default", "alice@example.com", "other.node@example.net");
    }
    server
        .database()
        .getCollection("zone-queue")
        .insertOne(
            Document.parse(
                "{id: 'broken', seq: '001', sendingZone: 'default', assigned: 'no', locked: false,"
                    + " queued: {$date: '2026-01-01T00:00:00Z'}}"));

    // a lease is renewed when something takes longer than a third of it
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        List.of(
                            "accept",
                            "take",
                            "load",
                            "hand_over",
                            "late_write",
                            "finish",
                            "defer",
                            "give_back",
                            "renew",
                            "sweep"))
                    .allSatisfy(step -> assertThat(count(step)).isPositive()));
    SLOW_MAY_END.countDown();
    alice.received("slow@example.net");
  }

  private static double count(String step) throws Exception {
    String line =
        "wildduck_queue_step_duration_seconds_count{result=\"success\",step=\"" + step + "\"} ";
    return Arrays.stream(metrics().split("\n"))
        .filter(text -> text.startsWith(line))
        .mapToDouble(text -> Double.parseDouble(text.substring(line.length())))
        .findFirst()
        .orElseThrow();
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
}
