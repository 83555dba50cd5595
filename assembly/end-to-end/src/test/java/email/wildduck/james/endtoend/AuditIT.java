package email.wildduck.james.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import email.wildduck.james.core.audit.AuditDeliveries;
import email.wildduck.james.core.audit.AuditDelivery;
import email.wildduck.james.core.audit.DeliveryStatus;
import email.wildduck.james.endtoend.wildduck.WildDuckUser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An audit that was begun in WildDuck holds what its user sends. */
@ExtendWith(SharedMailSuite.class)
class AuditIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MailSuite suite;
  private final Submission submission;
  private final AuditedMessages audited;

  AuditIT(MailSuite suite) {
    this.suite = suite;
    this.submission = new Submission(suite.server());
    this.audited = new AuditedMessages(suite.database());
  }

  /** WildDuck audits what is uploaded by itself, so both ways have to end with one copy. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theAuditHasOneCopyWithTheQueueIdWhetherThereIsASentCopyOrNot(boolean uploads)
      throws Exception {
    WildDuckUser user = suite.api().createUser(Map.of("uploadSentMessages", uploads));
    String audit = suite.api().createAudit(user, Instant.now().plusSeconds(3600));
    String recipient = Submission.recipient();

    String id = submission.send(user, recipient).text().replaceFirst(".* ", "");
    suite.outside().awaitMail(mail -> mail.recipients().contains(recipient), PATIENCE);
    if (uploads) {
      await().atMost(PATIENCE).until(() -> copied(id));
    }

    List<Document> copies = audited.of(audit);
    assertThat(copies).hasSize(1);
    assertThat(suite.api().audit(audit).path("audited").asInt()).isEqualTo(1);
    Document metadata = copies.get(0).get("metadata", Document.class);
    Document info = metadata.get("info", Document.class);
    assertThat(info.getString("queueId")).isEqualTo(id);
    assertThat(info.getList("to", String.class)).containsExactly(recipient);
    assertThat(metadata.containsKey("mailboxPath")).isEqualTo(uploads);
    assertThat(new String(audited.source(copies.get(0)), UTF_8))
        .startsWith("Return-Path: " + user.address() + "\r\n")
        .contains("id " + id)
        .endsWith("\r\n\r\nHello\r\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theOutcomeOfADeliveryIsNotedInTheCopy(boolean uploads) throws Exception {
    WildDuckUser user = suite.api().createUser(Map.of("uploadSentMessages", uploads));
    String audit = suite.api().createAudit(user, Instant.now().plusSeconds(3600));
    String recipient = Submission.recipient();
    String id = submission.send(user, recipient).text().replaceFirst(".* ", "");
    suite.outside().awaitMail(mail -> mail.recipients().contains(recipient), PATIENCE);

    long noted =
        new AuditDeliveries(suite.database(), suite.database())
            .record(
                id,
                new AuditDelivery(
                    "001", DeliveryStatus.ACCEPTED, Instant.now(), recipient, "250 OK", "mx", ""));

    assertThat(noted).isEqualTo(1);
    if (uploads) {
      await().atMost(PATIENCE).until(() -> copied(id));
    }
    List<Document> copies = audited.of(audit);
    assertThat(copies).hasSize(1);
    Document info = copies.get(0).get("metadata", Document.class).get("info", Document.class);
    assertThat(info.getList("delivery", Document.class))
        .extracting(delivery -> delivery.getString("status"))
        .containsExactly("accepted");
  }

  /** Whether the Sent copy is in its folder and nothing is left to do with it. */
  private boolean copied(String id) {
    return suite.database().getCollection("messages").countDocuments(Filters.eq("outbound", id))
            == 1
        && suite
                .database()
                .getCollection("wildduckjames.sent.files")
                .countDocuments(Filters.eq("filename", id))
            == 0;
  }
}
