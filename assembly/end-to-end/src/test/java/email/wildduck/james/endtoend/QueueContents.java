package email.wildduck.james.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import email.wildduck.james.embedded.zonemta.ZoneMtaProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/** What is in the queue that everybody shares. */
final class QueueContents {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String DELIVERIES = "zone-queue";

  private final MongoDatabase database;

  QueueContents(MongoDatabase database) {
    this.database = database;
  }

  /** The deliveries to a domain. */
  List<Document> deliveriesTo(String domain) {
    return deliveries(Filters.eq("domain", domain));
  }

  /** The deliveries to a recipient. */
  List<Document> deliveriesFor(String recipient) {
    return deliveries(Filters.eq("recipient", recipient));
  }

  /** The deliveries of a message. */
  List<Document> deliveriesOf(String id) {
    return deliveries(Filters.eq("id", id));
  }

  private List<Document> deliveries(Bson condition) {
    return database.getCollection(DELIVERIES).find(condition).into(new ArrayList<>());
  }

  /** What was deferred is due now. */
  void makeDue(String domain) {
    database
        .getCollection(DELIVERIES)
        .updateMany(Filters.eq("domain", domain), Updates.set("queued", Date.from(Instant.now())));
  }

  /** Waits until neither deliveries nor messages are left. */
  void awaitEmpty() {
    await().atMost(PATIENCE).untilAsserted(this::assertEmpty);
  }

  /** The same, as long as a ZoneMTA runs that is to deliver them. */
  void awaitEmptiedBy(ZoneMtaProcess zoneMta) {
    await().atMost(PATIENCE).failFast(zoneMta::assertAlive).untilAsserted(this::assertEmpty);
  }

  /** Waits until a message has neither deliveries nor a file. */
  void awaitGone(String id) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(deliveriesOf(id)).isEmpty();
              assertThat(
                      database
                          .getCollection("mail.files")
                          .countDocuments(Filters.eq("filename", "message " + id)))
                  .isZero();
            });
  }

  private void assertEmpty() {
    for (String collection : List.of(DELIVERIES, "mail.files", "mail.chunks")) {
      assertThat(database.getCollection(collection).countDocuments()).as(collection).isZero();
    }
  }
}
