package email.wildduck.james.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.submission.TestSubmissions;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditStatusesTest {
  private static final String ID = "1a20922255b000ab2b";
  private static final Duration NEVER = Duration.ofDays(1);

  private final TestMongo mongo = TestMongo.start();
  private final ObjectId user = new ObjectId();
  private final ObjectId audit = new ObjectId();

  @AfterEach
  void close() {
    mongo.close();
  }

  @Test
  void attemptsOfWhoIsAuditedAreWrittenInTheirOrder() throws Exception {
    beginAudit();
    copyMessage();

    try (AuditStatuses statuses = statuses(Duration.ofMillis(20))) {
      statuses.note(ID, Optional.of(user.toHexString()), delivery(DeliveryStatus.DEFERRED));
      statuses.note(ID, Optional.of(user.toHexString()), delivery(DeliveryStatus.ACCEPTED));

      Awaitility.await()
          .untilAsserted(() -> assertThat(noted()).containsExactly("deferred", "accepted"));
    }
  }

  @Test
  void theEndWritesWhatWasNoted() throws Exception {
    beginAudit();
    copyMessage();
    AuditStatuses statuses = statuses(NEVER);
    statuses.note(ID, Optional.of(user.toHexString()), delivery(DeliveryStatus.REJECTED));

    statuses.close();

    assertThat(noted()).containsExactly("rejected");
  }

  @Test
  void anAuditThatBeganAfterTheLastLookIsNotMissed() throws Exception {
    try (AuditStatuses statuses = statuses(Duration.ofMillis(20))) {
      statuses.note(ID, Optional.of(user.toHexString()), delivery(DeliveryStatus.DEFERRED));
      beginAudit();
      copyMessage();
      statuses.note(ID, Optional.of(user.toHexString()), delivery(DeliveryStatus.ACCEPTED));

      Awaitility.await().untilAsserted(() -> assertThat(noted()).contains("accepted"));
    }
  }

  @Test
  void attemptsOfWhoIsNotAuditedAskNothingOfTheCopies() throws Exception {
    beginAudit();
    copyMessage();
    AuditStatuses statuses = statuses(NEVER);
    // a copy that says this id, but another user's message: an update would find it
    statuses.note(ID, Optional.of(new ObjectId().toHexString()), delivery(DeliveryStatus.ACCEPTED));

    statuses.close();

    assertThat(noted()).isEmpty();
  }

  @Test
  void messagesWithoutAUserAreWrittenWhenAnybodyIsAudited() throws Exception {
    beginAudit();
    copyMessage();
    AuditStatuses statuses = statuses(NEVER);
    statuses.note(ID, Optional.empty(), delivery(DeliveryStatus.ACCEPTED));

    statuses.close();

    assertThat(noted()).containsExactly("accepted");
  }

  @Test
  void theSameAttemptIsInACopyOnce() throws Exception {
    beginAudit();
    copyMessage();
    AuditDeliveries deliveries = new AuditDeliveries(mongo.database(), mongo.database());
    deliveries.record(ID, delivery(DeliveryStatus.ACCEPTED));

    deliveries.record(ID, delivery(DeliveryStatus.ACCEPTED));

    assertThat(noted()).containsExactly("accepted");
  }

  private AuditStatuses statuses(Duration interval) {
    return new AuditStatuses(new AuditDeliveries(mongo.database(), mongo.database()), interval);
  }

  private void beginAudit() {
    mongo
        .database()
        .getCollection("audits")
        .insertOne(
            new Document("_id", audit)
                .append("user", user)
                .append("expires", Date.from(Instant.now().plusSeconds(3600))));
  }

  private void copyMessage() throws Exception {
    new AuditCopies(mongo.database(), mongo.database(), new PrometheusRegistry(), Clock.systemUTC())
        .store(TestSubmissions.of(ID, user));
  }

  private static AuditDelivery delivery(DeliveryStatus status) {
    return new AuditDelivery(
        "001", status, Instant.EPOCH, "bob@example.net", "250 ok", "mx", "192.0.2.1");
  }

  private List<String> noted() {
    Document file = mongo.database().getCollection("audit.files").find().first();
    return file
        .getEmbedded(List.of("metadata", "info"), Document.class)
        .getList("delivery", Document.class, List.of())
        .stream()
        .map(delivery -> delivery.getString("status"))
        .toList();
  }
}
