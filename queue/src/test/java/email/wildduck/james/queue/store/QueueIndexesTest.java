package email.wildduck.james.queue.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.FindIterable;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.route.DeliveryTarget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueueIndexesTest {
  private static final int BACKLOG = 2000;

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final Clock clock = Clock.systemUTC();

  @Test
  void indexesOfZoneMtaStayWhenOursAreMade() {
    createThoseOfZoneMta();
    mongo.store(clock);
    assertThat(names())
        .contains("findall", "search_next", "find_all_queued", "delivery", "message_locking")
        .contains("wildduck_take", "wildduck_due");
  }

  @Test
  void indexesOfZoneMtaCanBeMadeWhenOursAreThere() {
    mongo.store(clock);
    List<String> ours = names();
    createThoseOfZoneMta();
    assertThat(names())
        .containsAll(ours)
        .contains("findall", "search_next", "find_all_queued", "delivery", "message_locking");
  }

  @Test
  void nothingElseIsReadWhenTheQueueIsFullOfDeferredDeliveries() {
    QueueStore store = mongo.store(clock);
    LeaseUpdates updates = new LeaseUpdates(store.collections());
    Instant now = clock.instant();
    List<Document> deferred = new ArrayList<>();
    QueueIdGenerator ids = new QueueIdGenerator(clock, "beef");
    QueueId id = ids.next();
    for (int i = 0; i < BACKLOG; i++) {
      deferred.add(
          NewDelivery.to(
                  "default",
                  "b@example.net",
                  now.plus(Duration.ofHours(1)),
                  DeliveryTarget.mxOfDomain())
              .document(ids.next(), 1, now));
    }
    mongo.deliveries().insertMany(deferred);

    assertFew(mongo.deliveries().find(updates.due("james:spool", now)).sort(ZoneQueue.ORDER));
    assertFew(mongo.deliveries().find(updates.due("default", now)));
    assertFew(find(Filters.eq(ZoneFields.ID, id.asString())));
    assertFew(
        find(
            Filters.and(
                Filters.eq(ZoneFields.LOCKED, true),
                Filters.lt(ZoneFields.LEASE_UNTIL, Date.from(now)))));
    assertFew(
        find(
            Filters.and(
                Filters.eq(ZoneFields.ZONE, "default"),
                Filters.eq(ZoneFields.LOCKED, true),
                Filters.eq(ZoneFields.LEASE_OWNER, "somebody"))));
    assertFew(find(Filters.lt(ZoneFields.HAND_OVER_TIME, Date.from(now))));
    assertFew(find(Filters.lt(ZoneFields.DELAY_NEXT, Date.from(now))));
    assertFew(find(Filters.lt(ZoneFields.CREATED, Date.from(now.minus(Duration.ofDays(5))))));
  }

  @Test
  void takingReadsTheSameWhetherTheQueueIsEmptyOrFull() {
    QueueStore store = mongo.store(clock);
    LeaseUpdates updates = new LeaseUpdates(store.collections());
    Instant now = clock.instant();
    QueueIdGenerator ids = new QueueIdGenerator(clock, "beef");
    mongo.deliveries().insertOne(delivery(ids, now));
    Bson due = updates.due("default", now);
    assertThat(documentsRead(mongo.deliveries().find(due))).isEqualTo(1);
    List<Document> deferred = new ArrayList<>();
    for (int i = 0; i < BACKLOG; i++) {
      deferred.add(delivery(ids, now.plus(Duration.ofHours(1))));
    }
    mongo.deliveries().insertMany(deferred);

    assertThat(documentsRead(mongo.deliveries().find(due))).isEqualTo(1);
  }

  private static Document delivery(QueueIdGenerator ids, Instant queued) {
    return NewDelivery.to("default", "b@example.net", queued, DeliveryTarget.mxOfDomain())
        .document(ids.next(), 1, queued);
  }

  private FindIterable<Document> find(Bson filter) {
    return mongo.deliveries().find(filter);
  }

  private static void assertFew(FindIterable<Document> query) {
    assertThat(documentsRead(query)).isZero();
  }

  private static int documentsRead(FindIterable<Document> query) {
    Document plan = query.explain(ExplainVerbosity.EXECUTION_STATS);
    assertThat(plan.toJson()).contains("IXSCAN");
    return plan.get("executionStats", Document.class)
        .get("totalDocsExamined", Number.class)
        .intValue();
  }

  /** As its {@code indexes.yaml} names them. */
  private void createThoseOfZoneMta() {
    create("findall", Indexes.ascending("created"));
    create(
        "search_next", Indexes.ascending("sendingZone", "queued", "locked", "assigned", "domain"));
    create("find_all_queued", Indexes.ascending("queued"));
    create("delivery", Indexes.ascending("id", "seq"));
    create("message_locking", Indexes.ascending("locked", "assigned", "lockTime"));
    mongo
        .files()
        .createIndex(Indexes.ascending("uploadDate"), new IndexOptions().name("mailupload"));
    mongo.files().createIndex(Indexes.ascending("filename"), new IndexOptions().name("mailfile"));
  }

  private void create(String name, Bson keys) {
    mongo.deliveries().createIndex(keys, new IndexOptions().name(name));
  }

  private List<String> names() {
    return mongo
        .deliveries()
        .listIndexes()
        .map(index -> index.getString("name"))
        .into(new ArrayList<>());
  }
}
