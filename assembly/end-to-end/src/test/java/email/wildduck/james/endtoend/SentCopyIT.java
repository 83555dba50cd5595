package email.wildduck.james.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.model.Filters;
import email.wildduck.james.embedded.client.SmtpAnswer;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.endtoend.wildduck.WildDuckMailbox;
import email.wildduck.james.endtoend.wildduck.WildDuckUser;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is sent is in the Sent folder that WildDuck shows. */
@ExtendWith(SharedMailSuite.class)
class SentCopyIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MailSuite suite;
  private final Submission submission;

  SentCopyIT(MailSuite suite) {
    this.suite = suite;
    this.submission = new Submission(suite.server());
  }

  @Test
  void theCopyIsWhatWasSentByteForByteBelowAReturnPath() throws Exception {
    WildDuckUser user = userWithCopies();
    String recipient = Submission.recipient();
    send(
        user,
        "From: <"
            + user.address()
            + ">\r\nSubject: P\u00e4ev \u00ff\u0080\r\nX-Odd:  a\r\n\tb \r\n\r\n"
            + "8-bit \u00e9\u00ff\r\n.dot\r\n\r\n"
            + "0123456789\r\n".repeat(10_000),
        recipient);

    WildDuckMailbox sent = user.mailbox("\\Sent");
    int uid = onlyMessage(sent).path("id").asInt();
    String expected = "Return-Path: " + user.address() + "\r\n" + received(recipient);
    String copy = new String(sent.source(uid), ISO_8859_1);
    assertThat(copy).startsWith(expected);
    // WildDuck ends every text of several lines with an empty one when it gives it out.
    WildDuckMailbox drafts = user.mailbox("\\Drafts");
    int same = drafts.store(expected.getBytes(ISO_8859_1));
    assertThat(copy).isEqualTo(new String(drafts.source(same), ISO_8859_1));
  }

  @Test
  void theCopyIsSeenAndHasTheEnvelopeOfTheMessage() throws Exception {
    WildDuckUser user = userWithCopies();
    String visible = Submission.recipient();
    String hidden = Submission.recipient();
    String message = "From: <" + user.address() + ">\r\nTo: " + visible + "\r\n\r\nHello\r\n";
    send(user, message, visible, hidden);

    WildDuckMailbox sent = user.mailbox("\\Sent");
    int uid = onlyMessage(sent).path("id").asInt();
    await()
        .atMost(PATIENCE)
        .until(
            () -> sent.message(uid).path("envelope").path("from").asText().equals(user.address()));
    JsonNode details = sent.message(uid);
    assertThat(details.path("seen").asBoolean()).isTrue();
    assertThat(details.path("envelope").path("rcpt").toString()).contains(visible, hidden);
  }

  @Test
  void webmailShowsAndCancelsTheDeliveriesThatArePending() throws Exception {
    WildDuckUser user = userWithCopies();
    String id = send(user, message(user), Submission.recipient());
    WildDuckMailbox sent = user.mailbox("\\Sent");
    int uid = onlyMessage(sent).path("id").asInt();
    await().atMost(PATIENCE).until(() -> linked(id));
    // What a delivery that waits looks like, whoever is to make it.
    suite
        .database()
        .getCollection("mail.files")
        .insertOne(new Document("filename", "message " + id).append("metadata", new Document()));
    suite
        .database()
        .getCollection("zone-queue")
        .insertOne(
            new Document("id", id)
                .append("seq", "009")
                .append("sendingZone", "default")
                .append("recipient", "pending@example.net")
                .append("queued", Date.from(Instant.now().plusSeconds(3600)))
                .append("locked", false));

    JsonNode pending = sent.message(uid).path("outbound").path(0);
    assertThat(pending.path("queueId").asText()).isEqualTo(id);
    assertThat(pending.path("entries").findValuesAsText("recipient"))
        .contains("pending@example.net");

    user.cancel(id);
    assertThat(
            suite
                .database()
                .getCollection("zone-queue")
                .countDocuments(Filters.eq("recipient", "pending@example.net")))
        .isZero();
  }

  @Test
  void aUserWhoHasUploadsSwitchedOffGetsNoCopy() throws Exception {
    WildDuckUser user = suite.api().createUser(Map.of("uploadSentMessages", false));
    String recipient = Submission.recipient();
    String id = send(user, message(user), recipient);
    received(recipient);

    assertThat(waiting(id)).isZero();
    assertThat(user.mailbox("\\Sent").messages()).isEmpty();
  }

  @Test
  void aUserWhoIsOverQuotaSendsWithoutACopy() throws Exception {
    WildDuckUser user = userWithCopies();
    user.mailbox("\\Drafts").store(("Subject: x\r\n\r\n" + "x".repeat(2000)).getBytes(UTF_8));
    user.update(Map.of("quota", 1000));
    String recipient = Submission.recipient();
    String id = send(user, message(user), recipient);
    received(recipient);

    assertThat(waiting(id)).isZero();
    assertThat(user.mailbox("\\Sent").messages()).isEmpty();
  }

  @Test
  void aCopyThatTheMailProgramSavedItselfStaysTheOnlyOne() throws Exception {
    WildDuckUser user = userWithCopies();
    WildDuckMailbox sent = user.mailbox("\\Sent");
    String messageId = "<" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT) + "@x.example>";
    String message = "Message-ID: " + messageId + "\r\n" + message(user);
    int saved = sent.store(message.getBytes(UTF_8));

    String id = send(user, message, Submission.recipient());

    await().atMost(PATIENCE).until(() -> linked(id));
    assertThat(onlyMessage(sent).path("id").asInt()).isEqualTo(saved);
    assertThat(waiting(id)).isZero();
  }

  private WildDuckUser userWithCopies() {
    return suite.api().createUser(Map.of("uploadSentMessages", true));
  }

  private static String message(WildDuckUser user) {
    return "From: <" + user.address() + ">\r\nSubject: Hello\r\n\r\nHello\r\n";
  }

  /** Sends a message, a character of which is one byte, and gives the queue id of the reply. */
  private String send(WildDuckUser user, String message, String... recipients) throws IOException {
    try (SmtpClient client = submission.login(user)) {
      client.command("MAIL FROM:<" + user.address() + ">");
      for (String recipient : recipients) {
        client.command("RCPT TO:<" + recipient + ">");
      }
      SmtpAnswer answer = client.data(message.getBytes(ISO_8859_1));
      assertThat(answer.code()).isEqualTo(250);
      return answer.text().replaceFirst(".* ", "");
    }
  }

  private static JsonNode onlyMessage(WildDuckMailbox mailbox) {
    await().atMost(PATIENCE).until(() -> !mailbox.messages().isEmpty());
    List<JsonNode> messages = mailbox.messages();
    assertThat(messages).hasSize(1);
    return messages.get(0);
  }

  private boolean linked(String id) {
    return suite.database().getCollection("messages").countDocuments(Filters.eq("outbound", id))
        == 1;
  }

  private long waiting(String id) {
    return suite
        .database()
        .getCollection("wildduckjames.sent.files")
        .countDocuments(Filters.eq("filename", id));
  }

  private String received(String recipient) throws Exception {
    ReceivedMail mail =
        suite.outside().awaitMail(received -> received.recipients().contains(recipient), PATIENCE);
    return new String(mail.content().bytes(), ISO_8859_1);
  }
}
