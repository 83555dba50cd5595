package email.wildduck.james.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.server.demo.DemoData;
import email.wildduck.james.server.demo.ServerHome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways of mail through the whole server: relay, WildDuck's MX, the world; and the matchers. */
class RoutingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String MATCHERS = "email.wildduck.james.matchers.";
  private static final Map<String, String> CONDITIONS =
      Map.of(
          "SendingZoneIs", "=default",
          "QueuedBy", "=submission",
          "SenderDomainIs", "=example.com",
          "HasMtaRelay", "",
          "IsLocalRecipient", "",
          "RecipientMxIs", "=*.example");

  @TempDir private static Path folder;
  private static final SmtpSink MX = SmtpSink.builder().start();
  private static final SmtpSink RELAY = SmtpSink.builder().start();
  private static TestServer server;
  private static Submitter alice;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.configured(folder, RoutingTest::configure);
    alice = new Submitter(server);
  }

  /** Each matcher leaves its name in the message, before the queue and behind it. */
  private static void configure(ServerHome home) {
    home.replace(
            "wildduck.xml",
            "</wildduck>",
            "<localDelivery><enabled>true</enabled><domains>example.com</domains><targetPort>"
                + MX.port()
                + "</targetPort></localDelivery></wildduck>")
        .replace(
            "mailetcontainer.xml",
            "<mailet match=\"All\" class=\"email.wildduck.james.mailets.Enqueue\">",
            marks("X-Intake", "try-again")
                + "<mailet match=\"All\" class=\"email.wildduck.james.mailets.Enqueue\">")
        .replace(
            "mailetcontainer.xml",
            "<mailet match=\"All\" class=\"email.wildduck.james.mailets.Deliver\">",
            marks("X-Egress", "propagate")
                + "<mailet match=\"All\" class=\"email.wildduck.james.mailets.Deliver\">");
  }

  private static String marks(String field, String onException) {
    return CONDITIONS.entrySet().stream()
        .map(
            matcher ->
                "<mailet match=\""
                    + MATCHERS
                    + matcher.getKey()
                    + matcher.getValue()
                    + "\" class=\"SetMimeHeader\" onMatchException=\""
                    // nobody answers about these domains
                    + (matcher.getKey().equals("RecipientMxIs") ? "nomatch" : onException)
                    + "\"><name>"
                    + field
                    + "</name><value>"
                    + matcher.getKey()
                    + "</value></mailet>")
        .collect(Collectors.joining("\n"));
  }

  @AfterAll
  static void stop() {
    server.close();
    MX.close();
    RELAY.close();
  }

  @AfterEach
  void takeTheRelayAway() {
    relay(null);
  }

  @Test
  void mailForAUserOfThisWildDuckGoesToItsMxAndOtherMailDoesNot() throws Exception {
    send("<" + DemoData.BOB + ">");
    send("<somebody@example.net>");
    send("<nobody@example.com>");

    ReceivedMail local = received(MX, DemoData.BOB);
    assertThat(fields(local, "X-Intake"))
        .containsExactlyInAnyOrder(
            "SendingZoneIs", "QueuedBy", "SenderDomainIs", "IsLocalRecipient");
    assertThat(fields(local, "X-Egress"))
        .containsExactlyInAnyOrder(
            "SendingZoneIs", "QueuedBy", "SenderDomainIs", "IsLocalRecipient");
    for (String other : List.of("somebody@example.net", "nobody@example.com")) {
      assertThat(fields(received(server.sink(), other), "X-Egress"))
          .containsExactlyInAnyOrder("SendingZoneIs", "QueuedBy", "SenderDomainIs");
    }
  }

  @Test
  void allMailOfAUserWithARelayGoesThere() throws Exception {
    relay("smtp://127.0.0.1:" + RELAY.port());

    send("<sales@example.com>");
    send("<relayed@example.net>");

    for (String recipient : List.of("sales@example.com", "relayed@example.net")) {
      ReceivedMail mail = received(RELAY, recipient);
      assertThat(fields(mail, "X-Intake")).contains("HasMtaRelay");
      assertThat(fields(mail, "X-Egress")).contains("HasMtaRelay");
    }
  }

  @Test
  void aMessageWaitsWhenTheRelayOfItsUserCannotBeRead() throws Exception {
    relay("not a relay");

    send("<waiting@example.net>");

    await().atMost(PATIENCE).until(() -> isDeferred("waiting@example.net"));
    assertThat(server.sink().received())
        .noneMatch(mail -> mail.recipients().contains("waiting@example.net"));
  }

  private static boolean isDeferred(String recipient) {
    Document delivery =
        server
            .database()
            .getCollection("zone-queue")
            .find(Filters.eq("recipient", recipient))
            .first();
    return delivery != null && delivery.get("_deferred") instanceof Document;
  }

  private static void send(String recipient) throws IOException {
    alice.send(
        "<alice@example.com>",
        recipient,
        "From: <alice@example.com>\r\nSubject: Hello\r\n\r\nHello\r\n");
  }

  private static void relay(String url) {
    server
        .database()
        .getCollection("users")
        .updateOne(
            Filters.eq("username", "alice"),
            url == null
                ? Updates.unset("mtaRelay")
                : Updates.set("mtaRelay", new Document("type", "relay").append("value", url)));
  }

  private static ReceivedMail received(SmtpSink sink, String recipient) throws Exception {
    return sink.awaitMail(mail -> mail.recipients().contains(recipient), PATIENCE);
  }

  private static List<String> fields(ReceivedMail mail, String name) throws IOException {
    return RawMessage.parse(ByteSource.of(mail.content().bytes())).headers().all(name).stream()
        .map(HeaderField::value)
        .collect(Collectors.toList());
  }
}
