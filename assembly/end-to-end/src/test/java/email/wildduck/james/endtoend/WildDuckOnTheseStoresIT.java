package email.wildduck.james.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.model.Filters;
import email.wildduck.james.endtoend.wildduck.ImapClient;
import email.wildduck.james.endtoend.wildduck.WildDuckMailbox;
import email.wildduck.james.endtoend.wildduck.WildDuckUser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** WildDuck does what it does elsewhere, on the stores that the tests run on. */
@ExtendWith(SharedMailSuite.class)
class WildDuckOnTheseStoresIT {
  private static final String SENT = "\\Sent";

  private final MailSuite suite;

  WildDuckOnTheseStoresIT(MailSuite suite) {
    this.suite = suite;
  }

  @Test
  void aMessageIsTheSameWhenItIsReadBack() throws Exception {
    WildDuckUser user = suite.api().createUser();
    WildDuckMailbox sent = user.mailbox(SENT);
    byte[] message =
        "Subject: P\u00e4ev\r\nMessage-ID: <a@example.net>\r\n\r\n\u00e9 body\r\n"
            .getBytes(ISO_8859_1);

    int uid = sent.store(message);

    assertThat(sent.messages())
        .extracting(stored -> stored.path("messageId").asText())
        .containsExactly("<a@example.net>");
    assertThat(sent.source(uid)).isEqualTo(message);
    try (ImapClient imap = suite.wildDuck().imap()) {
      assertThat(imap.login(user.username(), user.password())).isTrue();
      assertThat(imap.list()).anyMatch(line -> line.contains("\\Sent) \"/\" \"Sent Mail\""));
      assertThat(imap.fetch("Sent Mail", 1)).isEqualTo(message);
    }
  }

  @Test
  void anAuditHasTheMessageWhenOneIsStored() {
    WildDuckUser user = suite.api().createUser();
    String audit = suite.api().createAudit(user, Instant.now().plus(Duration.ofDays(1)));
    byte[] message = "Subject: Hello\r\n\r\nHello\r\n".getBytes(ISO_8859_1);

    user.mailbox(SENT).store(message);

    assertThat(suite.api().audit(audit).path("audited").asInt()).isEqualTo(1);
    AuditedMessages messages = new AuditedMessages(suite.database());
    List<Document> audited = messages.of(audit);
    assertThat(audited).hasSize(1);
    assertThat(messages.source(audited.get(0))).isEqualTo(message);
    assertThat(audited.get(0).get("metadata", Document.class).getString("subject"))
        .isEqualTo("Hello");
  }

  @Test
  void aSubmittedMessageIsInTheQueueUntilItIsCancelled() {
    WildDuckUser user = suite.api().createUser();
    Instant later = Instant.now().plus(Duration.ofHours(1));

    JsonNode submitted = user.submit(later, Submission.recipient()).path("message");

    String queueId = submitted.path("queueId").asText();
    int uid = submitted.path("id").asInt();
    assertThat(outbound(user, uid).path(0).path("queueId").asText()).isEqualTo(queueId);
    assertThat(queued(queueId)).isEqualTo(1);

    user.cancel(queueId);

    assertThat(queued(queueId)).isZero();
    assertThat(outbound(user, uid)).isEmpty();
  }

  private static JsonNode outbound(WildDuckUser user, int uid) {
    return user.mailbox(SENT).message(uid).path("outbound");
  }

  private long queued(String queueId) {
    return suite.database().getCollection("zone-queue").countDocuments(Filters.eq("id", queueId));
  }
}
