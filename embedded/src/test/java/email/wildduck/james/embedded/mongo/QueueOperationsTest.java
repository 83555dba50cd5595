package email.wildduck.james.embedded.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.or;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Field;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ways in which the zone queue uses MongoDB. */
class QueueOperationsTest {

  @RegisterExtension static final MongoFixture MONGO = new MongoFixture();

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private MongoCollection<Document> queue;

  @BeforeEach
  void setUp() {
    queue =
        MONGO
            .database()
            .getCollection("zone-queue")
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    queue.createIndex(
        Document.parse("{sendingZone: 1, queued: 1, locked: 1, assigned: 1, domain: 1}"));
    queue.insertMany(
        List.of(
            delivery(1, "busy.example", -3),
            delivery(2, "b.example", -1),
            delivery(3, "c.example", -2),
            delivery(4, "d.example", 5).append("n", 7)));
  }

  private static Document delivery(int id, String domain, int queuedIn) {
    return new Document("_id", id)
        .append("sendingZone", "default")
        .append("domain", domain)
        .append("queued", Date.from(NOW.plusSeconds(queuedIn)))
        .append("locked", false)
        .append("assigned", "no")
        .append("n", 1L);
  }

  @Test
  void takesTheOldestDueDeliveryAsZoneMtaDoes() {
    Bson takeable =
        and(
            eq("sendingZone", "default"),
            lte("queued", Date.from(NOW)),
            eq("locked", false),
            or(eq("assigned", "no"), eq("assigned", "me")),
            nin("domain", List.of("busy.example")));

    Document taken =
        queue.findOneAndUpdate(
            takeable,
            Updates.combine(
                Updates.set("locked", true),
                Updates.set("lease.token", "t"),
                Updates.inc("n", 1),
                Updates.push("log", new Document("at", Date.from(NOW))),
                Updates.unset("domain")),
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));

    assertThat(taken).containsEntry("_id", 3).containsEntry("n", 2L).doesNotContainKey("domain");
    assertThat(taken.getEmbedded(List.of("lease", "token"), String.class)).isEqualTo("t");
    assertThat(taken.getList("log", Document.class)).hasSize(1);
    assertThat(queue.find(takeable).sort(Sorts.ascending("queued")))
        .extracting(found -> found.get("_id"))
        .containsExactly(2);
  }

  @Test
  void takesOverALeaseByTheServersOwnTime() {
    queue.updateOne(
        eq("_id", 1),
        List.of(
            Document.parse(
                "{$set: {lease: {owner: 'n1', until: {$add: ['$$NOW', 30000]}}, at: '$$NOW'}}")));
    Document leased = queue.find(eq("_id", 1)).first();
    Date until = leased.getEmbedded(List.of("lease", "until"), Date.class);

    assertThat(Duration.between(leased.getDate("at").toInstant(), until.toInstant()))
        .isEqualTo(Duration.ofSeconds(30));
    // What is read can be compared with: stored dates have whole milliseconds.
    assertThat(queue.countDocuments(eq("lease.until", until))).isEqualTo(1);
    Document overdue =
        Document.parse("{'lease.owner': 'n1', $expr: {$lt: ['$lease.until', '$$NOW']}}");
    assertThat(queue.countDocuments(overdue)).isZero();
    queue.updateOne(eq("_id", 1), Updates.set("lease.until", Date.from(NOW.minusSeconds(1))));
    assertThat(queue.countDocuments(overdue)).isEqualTo(1);
    assertThat(queue.findOneAndUpdate(overdue, Updates.set("lease.owner", "n2"))).isNotNull();
  }

  @Test
  void setsTheServersDateWhenAskedForTheCurrentOne() {
    queue.updateMany(
        eq("sendingZone", "default"),
        Updates.combine(Updates.currentDate("seen"), Updates.set("x", 1)));

    Document first = queue.find(eq("_id", 1)).first();
    assertThat(first.getDate("seen")).isNotNull();
    assertThat(queue.countDocuments(eq("seen", first.getDate("seen")))).isEqualTo(4);
    assertThat(queue.countDocuments(eq("x", 1))).isEqualTo(4);
  }

  @Test
  void groupsAndSortsWhenAggregated() {
    List<Document> groups =
        queue
            .aggregate(
                List.of(
                    Aggregates.match(lte("queued", Date.from(NOW))),
                    Aggregates.group("$domain", Accumulators.sum("count", 1)),
                    Aggregates.sort(Sorts.ascending("_id")),
                    Aggregates.set(new Field<>("seen", true))))
            .into(new ArrayList<>());

    assertThat(groups)
        .extracting(group -> group.get("_id"))
        .containsExactly("b.example", "busy.example", "c.example");
    assertThat(groups).allSatisfy(group -> assertThat(group).containsEntry("seen", true));
  }

  @Test
  void doesNotChangeWhatIsStoredWhenAnAggregationComputes() {
    queue.insertOne(Document.parse("{_id: 9, nested: {x: 1}}"));
    queue.aggregate(List.of(Document.parse("{$set: {nested: {x: 2}}}"))).first();

    assertThat(queue.find(eq("_id", 9)).first().get("nested")).isEqualTo(Document.parse("{x: 1}"));
  }

  @Test
  void finishesOnlyWhatItStillHolds() {
    queue.updateOne(eq("_id", 1), Updates.set("lease.token", "mine"));

    assertThat(queue.deleteOne(and(eq("_id", 1), eq("lease.token", "other"))).getDeletedCount())
        .isZero();
    assertThat(queue.deleteOne(and(eq("_id", 1), eq("lease.token", "mine"))).getDeletedCount())
        .isEqualTo(1);
  }
}
