package email.wildduck.james.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.core.srs.Srs;
import email.wildduck.james.core.srs.SrsAddress;
import email.wildduck.james.embedded.sink.Envelope;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.sink.SmtpReply;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.sink.SmtpStage;
import email.wildduck.james.server.demo.DkimVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What WildDuck forwards and answers by itself: whose name it leaves under, and who signs it. */
class ForwardedMailTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SECRET = "the secret of the MX";
  private static final String STRANGER = "Stranger.One@remote.example";

  @TempDir private static Path folder;
  private static TestServer server;
  private static QueuedMail queue;

  @BeforeAll
  static void start() throws Exception {
    server =
        TestServer.start(
            folder,
            SmtpSink.builder().script(ForwardedMailTest::reply),
            home ->
                home.replace(
                    "wildduck.xml",
                    "<dkim>",
                    "<srs><enabled>true</enabled><secret>"
                        + SECRET
                        + "</secret><rewriteDomain>srs.host.example</rewriteDomain></srs>"
                        + "<bounces><disabledInterfaces>none</disabledInterfaces></bounces>"
                        + "<dkim>"));
    copyDemoKeyTo("srs.host.example");
    queue = new QueuedMail(server.database());
  }

  @AfterAll
  static void stop() {
    queue.close();
    server.close();
  }

  private static Optional<SmtpReply> reply(SmtpStage stage, Envelope envelope) {
    return stage == SmtpStage.RCPT
            && envelope.recipients().stream().anyMatch(to -> to.startsWith("nobody"))
        ? Optional.of(new SmtpReply(550, "5.1.1 No such user here"))
        : Optional.empty();
  }

  @Test
  void aForwardLeavesUnderAnAddressThatTheMxTurnsBackAndIsSignedByTheForwarder() throws Exception {
    String message = "From: Stranger <" + STRANGER + ">\nSubject: Hi\n\nbody\n";

    queue.queueBy("forwarder", STRANGER, "forwarded@elsewhere.example", message);

    ReceivedMail mail = received("forwarded@elsewhere.example");
    assertThat(mail.mailFrom()).endsWith("@srs.host.example");
    SrsAddress back =
        new Srs(SECRET, Clock.systemUTC())
            .reverse(mail.mailFrom().replaceFirst("@.*", ""))
            .orElseThrow();
    assertThat(back).hasToString(STRANGER);
    assertThat(text(mail))
        .contains(
            "X-Original-Sender: Stranger.One@remote.example\r\n"
                + "X-Zone-Forwarded-For: Stranger.One@remote.example\r\n"
                + "X-Zone-Forwarded-To: forwarded@elsewhere.example\r\n"
                + "\r\nbody\r\n");
    assertThat(signaturesOf(mail)).containsExactly("d=srs.host.example s=demo");
  }

  @Test
  void aForgedForwardGetsNoSignatureOfTheUserItPretendsToBe() throws Exception {
    queue.queueBy(
        "forwarder",
        "alice@example.com",
        "forged@elsewhere.example",
        "From: Alice <alice@example.com>\r\nSubject: Pay\r\n\r\nbody\r\n");

    assertThat(signaturesOf(received("forged@elsewhere.example")))
        .containsExactly("d=srs.host.example s=demo");
  }

  @Test
  void aForwardThatIsRefusedIsReportedToTheOriginalSender() throws Exception {
    queue.queueBy(
        "forwarder",
        "other@remote.example",
        "nobody@elsewhere.example",
        "From: <other@remote.example>\r\nSubject: Lost\r\n\r\nbody\r\n");

    ReceivedMail report = received("other@remote.example");
    assertThat(report.mailFrom()).isEmpty();
    assertThat(text(report)).contains("Final-Recipient: rfc822; nobody@elsewhere.example");
  }

  @Test
  void targetsOfAForwardThatAreRefusedAreInOneReport() throws Exception {
    queue.queueBy(
        "forwarder",
        "third@remote.example",
        "alice@example.com",
        "From: <third@remote.example>\r\nSubject: Both\r\n\r\nbody\r\n",
        "nobody1@elsewhere.example",
        "nobody2@elsewhere.example",
        "nobody3@other.example");

    ReceivedMail report = received("third@remote.example");
    assertThat(text(report))
        .contains("Final-Recipient: rfc822; nobody1@elsewhere.example")
        .contains("Final-Recipient: rfc822; nobody2@elsewhere.example")
        .contains("Final-Recipient: rfc822; nobody3@other.example");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        server
                            .database()
                            .getCollection("zone-queue")
                            .countDocuments(
                                new Document("id", new Document("$exists", true))
                                    .append("recipient", Pattern.compile("^(nobody|third@)"))))
                    .isZero());
    assertThat(server.sink().received())
        .filteredOn(mail -> mail.recipients().contains("third@remote.example"))
        .hasSize(1);
  }

  @Test
  void anAutoreplyIsSignedByTheUsersDomainAndKeepsTheNullSender() throws Exception {
    queue.queueBy(
        "autoreplies",
        "",
        "asked@elsewhere.example",
        "From: Alice <alice@example.com>\r\nAuto-Submitted: auto-replied\r\n\r\nAway\r\n");

    ReceivedMail mail = received("asked@elsewhere.example");
    assertThat(mail.mailFrom()).isEmpty();
    assertThat(signaturesOf(mail)).containsExactly("d=example.com s=demo");
  }

  @Test
  void aMessageWhoseKeyCannotBeUsedWaitsInTheQueueWithTheReason() throws Exception {
    server
        .database()
        .getCollection("dkim")
        .insertOne(
            new Document("domain", "broken.example")
                .append("selector", "old")
                .append("privateKey", "no key"));

    queue.queueBy(
        "api",
        "alice@example.com",
        "waiting@elsewhere.example",
        "From: <alice@broken.example>\r\n\r\nbody\r\n");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        server
                            .database()
                            .getCollection("zone-queue")
                            .find(new Document("recipient", "waiting@elsewhere.example"))
                            .first()
                            .getEmbedded(List.of("_deferred", "response"), String.class))
                    .contains("not signed: DKIM key old._domainkey.broken.example"));
    assertThat(server.sink().received())
        .noneMatch(mail -> mail.recipients().contains("waiting@elsewhere.example"));
  }

  private static void copyDemoKeyTo(String domain) {
    Document demo =
        server.database().getCollection("dkim").find(new Document("domain", "example.com")).first();
    demo.put("_id", new ObjectId());
    demo.put("domain", domain);
    server.database().getCollection("dkim").insertOne(demo);
  }

  private static ReceivedMail received(String recipient) throws Exception {
    return server.sink().awaitMail(mail -> mail.recipients().contains(recipient), PATIENCE);
  }

  private static String text(ReceivedMail mail) throws IOException {
    return new String(mail.content().bytes(), ISO_8859_1);
  }

  private static List<String> signaturesOf(ReceivedMail mail) throws IOException {
    return new DkimVerifier(server.accounts().dkimPublicKey()).verify(mail.content().open());
  }
}
