package email.wildduck.james.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.inject.multibindings.Multibinder;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.SmtpSink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a message costs in calls to the queue's collections, on its way through the whole server.
 */
class ServerRoundTripsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SEVERAL = 10;
  private static final Set<String> QUEUE = Set.of("zone-queue", "mail.files", "mail.chunks");
  private static final String MESSAGE =
      "From: <alice@example.com>\r\nTo: <bob@example.net>\r\nSubject: Counted\r\n"
          + "Message-ID: <counted@client.example.com>\r\n"
          + "Date: Fri, 27 Nov 2026 10:00:00 +0000\r\n\r\nHi\r\n";
  private static final Calls CALLS = new Calls();

  @TempDir private static Path folder;
  private static TestServer server;

  /** Notes the commands for the queue, as {@code <command> <collection>}. */
  private static final class Calls implements CommandListener {
    private final Queue<String> calls = new ConcurrentLinkedQueue<>();

    @Override
    public void commandStarted(CommandStartedEvent event) {
      String name = event.getCommandName();
      String field = name.equals("getMore") ? "collection" : name;
      if (event.getCommand().containsKey(field) && event.getCommand().get(field).isString()) {
        String collection = event.getCommand().getString(field).getValue();
        if (QUEUE.contains(collection)) {
          calls.add(name + " " + collection);
        }
      }
    }
  }

  @BeforeAll
  static void start() throws Exception {
    server =
        TestServer.start(
            folder,
            SmtpSink.builder(),
            // what is done at intervals is not done here
            home ->
                home.replace(
                    "wildduck.xml",
                    "</wildduck>",
                    "<queue><pollInterval>1h</pollInterval><sweepInterval>1h</sweepInterval>"
                        + "<lease>3h</lease></queue></wildduck>"),
            binder ->
                Multibinder.newSetBinder(binder, CommandListener.class)
                    .addBinding()
                    .toInstance(CALLS));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void sixFromDataToTheEndOfTheDelivery() throws Exception {
    send("first", MESSAGE);
    int slow = 0;
    for (int i = 0; i < SEVERAL; i++) {
      List<String> calls = callsToSend("next" + i, MESSAGE);
      // what lasts longer than a moment is written once more
      slow += calls.remove("update zone-queue") ? 1 : 0;
      assertThat(calls)
          .containsExactlyInAnyOrder(
              "insert mail.chunks",
              "insert mail.files",
              "insert zone-queue",
              "delete zone-queue",
              "delete mail.chunks",
              "delete mail.files");
    }
    assertThat(slow).isLessThan(SEVERAL);
  }

  @Test
  void eightWhenTheHeaderIsChanged() throws Exception {
    String withoutDate = "From: <alice@example.com>\r\nSubject: Counted\r\n\r\nHi\r\n";
    send("changed", withoutDate);
    for (int i = 0; i < 3; i++) {
      assertThat(callsToSend("changed" + i, withoutDate))
          .containsExactlyInAnyOrder(
              "insert mail.chunks",
              "insert mail.files",
              "insert zone-queue",
              "update mail.files",
              "update zone-queue",
              "delete zone-queue",
              "delete mail.chunks",
              "delete mail.files");
    }
  }

  @Test
  void elevenAtMostForTenRecipientsInFiveDomains() throws Exception {
    sendToMany("first");
    for (int i = 0; i < 3; i++) {
      CALLS.calls.clear();
      sendToMany("next" + i);
      List<String> calls = new ArrayList<>(CALLS.calls);
      // one for each domain, or less when the transactions with other servers end together
      assertThat(calls.stream().filter("delete zone-queue"::equals).count()).isBetween(1L, 5L);
      calls.removeIf("delete zone-queue"::equals);
      assertThat(calls)
          .containsExactlyInAnyOrder(
              "insert mail.chunks",
              "insert mail.files",
              "insert zone-queue",
              "update zone-queue",
              "delete mail.chunks",
              "delete mail.files");
    }
  }

  private static void sendToMany(String name) throws Exception {
    Submitter alice = new Submitter(server);
    List<String> recipients = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      recipients.add(name + i + "@d" + i % 5 + ".example.net");
    }
    try (SmtpClient client = alice.mail()) {
      for (String recipient : recipients) {
        assertThat(client.command("RCPT TO:<" + recipient + ">").code()).isEqualTo(250);
      }
      assertThat(client.data(MESSAGE.getBytes(StandardCharsets.US_ASCII)).code()).isEqualTo(250);
    }
    for (String recipient : recipients) {
      alice.received(recipient);
    }
    awaitTheEnd();
  }

  private static List<String> callsToSend(String name, String message) throws Exception {
    CALLS.calls.clear();
    send(name, message);
    return new ArrayList<>(CALLS.calls);
  }

  /** Returns when nothing is left of the message. */
  private static void send(String name, String message) throws Exception {
    Submitter alice = new Submitter(server);
    String recipient = name + "@example.net";
    alice.send("<alice@example.com>", "<" + recipient + ">", message);
    alice.received(recipient);
    awaitTheEnd();
  }

  private static void awaitTheEnd() {
    await()
        .atMost(PATIENCE)
        .until(() -> server.database().getCollection("mail.files").countDocuments() == 0);
  }
}
