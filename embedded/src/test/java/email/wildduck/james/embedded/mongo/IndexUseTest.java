package email.wildduck.james.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IndexUseTest {

  @RegisterExtension static final MongoFixture MONGO = new MongoFixture();

  private static final int SIZE = 50_000;
  private static final int DUE = 10;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private MongoCollection<Document> queue;

  @BeforeEach
  void setUp() {
    queue = MONGO.database().getCollection("zone-queue");
  }

  private void index(String keys) {
    queue.createIndex(Document.parse(keys));
  }

  /** A queue where all but a few deliveries are deferred to a later time. */
  private void fillQueue() {
    index("{sendingZone: 1, queued: 1, locked: 1, assigned: 1, domain: 1}");
    index("{id: 1, seq: 1}");
    index("{locked: 1, assigned: 1, lockTime: 1}");
    queue.insertMany(IntStream.range(0, SIZE).mapToObj(IndexUseTest::delivery).toList());
  }

  private static Document delivery(int number) {
    long offset = number < DUE ? -1000L * (DUE - number) : 1000L * number;
    return new Document("id", "id" + number / 2)
        .append("seq", String.format("%03x", number % 2))
        .append("sendingZone", "default")
        .append("domain", "d" + number % 100 + ".example")
        .append("queued", Date.from(NOW.plusMillis(offset)))
        .append("locked", false)
        .append("assigned", "no");
  }

  private static int examined(FindIterable<Document> query) {
    return query
        .explain(ExplainVerbosity.EXECUTION_STATS)
        .get("executionStats", Document.class)
        .get("totalDocsExamined", Number.class)
        .intValue();
  }

  private static String stage(FindIterable<Document> query) {
    Document plan = query.explain().get("queryPlanner", Document.class);
    Document winning = plan.get("winningPlan", Document.class);
    Document input = winning.get("inputStage", new Document("stage", winning.get("stage")));
    return input.getString("stage");
  }

  @Test
  void readsNoWholeBacklogWhenAnIndexHasItInTheOrderAskedFor() {
    index("{sendingZone: 1, locked: 1, assigned: 1, queued: 1}");
    index("{sendingZone: 1, locked: 1, priority: -1, queued: 1, _id: 1}");
    queue.insertMany(IntStream.range(0, SIZE).mapToObj(IndexUseTest::delivery).toList());

    Document due =
        new Document("sendingZone", "default")
            .append("locked", false)
            .append("assigned", "no")
            .append("queued", new Document("$lte", Date.from(NOW.plusSeconds(SIZE))));
    FindIterable<Document> oldest =
        queue.find(due).sort(Document.parse("{priority: -1, queued: 1, _id: 1}")).limit(1);

    assertThat(examined(oldest)).isLessThan(DUE);
    assertThat(oldest.first().getString("id")).isEqualTo("id0");
  }

  @Test
  void looksOnlyAtDueDeliveriesWhenTheQueueIsFullOfDeferredOnes() {
    fillQueue();
    Document due =
        new Document("sendingZone", "default")
            .append("queued", new Document("$lte", Date.from(NOW)))
            .append("locked", false)
            .append("$or", List.of(new Document("assigned", "no"), new Document("assigned", "me")))
            .append("domain", new Document("$nin", List.of("d3.example")));

    assertThat(examined(queue.find(due))).isEqualTo(DUE);
    assertThat(queue.find(due)).hasSize(DUE - 1);
    assertThat(queue.find(due).limit(3))
        .extracting(found -> found.get("id"))
        .containsExactly("id0", "id0", "id1");
  }

  @Test
  void looksOnlyAtOneMessagesDeliveriesWhenAskedForItsId() {
    fillQueue();

    assertThat(examined(queue.find(Document.parse("{id: 'id700'}")))).isEqualTo(2);
    assertThat(examined(queue.find(Document.parse("{locked: false, assigned: 'no', id: 'id700'}"))))
        .isEqualTo(2);
    assertThat(examined(queue.find(Document.parse("{id: {$in: ['id1', 'id2', 'none']}}"))))
        .isEqualTo(4);
    assertThat(examined(queue.find(Document.parse("{$and: [{id: 'id1'}, {seq: '001'}]}"))))
        .isEqualTo(1);
  }

  @Test
  void readsInIndexOrderAndStopsWhenTheSortFitsTheIndex() {
    fillQueue();
    Document sort = Document.parse("{queued: -1}");
    FindIterable<Document> latest =
        queue.find(Document.parse("{sendingZone: 'default'}")).sort(sort).limit(1);

    assertThat(examined(latest)).isEqualTo(1);
    assertThat(latest.first()).containsEntry("id", "id" + (SIZE - 1) / 2);
  }

  @Test
  void followsItsDocumentsWhenTheyChangeAndGo() {
    fillQueue();
    queue.updateMany(Document.parse("{id: 'id5'}"), Document.parse("{$set: {id: 'other'}}"));
    queue.deleteMany(Document.parse("{id: 'id6'}"));

    assertThat(examined(queue.find(Document.parse("{id: {$in: ['id5', 'id6']}}")))).isZero();
    assertThat(queue.find(Document.parse("{id: 'other'}"))).hasSize(2);
    assertThat(queue.countDocuments()).isEqualTo(SIZE - 2);
  }

  @Test
  void findsAFileByNameAndItsChunksByFile() {
    MongoCollection<Document> files = MONGO.database().getCollection("mail.files");
    MongoCollection<Document> chunks = MONGO.database().getCollection("mail.chunks");
    files.createIndex(Document.parse("{filename: 1}"));
    chunks.createIndex(Document.parse("{files_id: 1, n: 1}"));
    ObjectId wanted = new ObjectId();
    for (int i = 0; i < 200; i++) {
      ObjectId id = i == 100 ? wanted : new ObjectId();
      files.insertOne(new Document("_id", id).append("filename", "message " + i));
      chunks.insertOne(new Document("files_id", id).append("n", 1));
      chunks.insertOne(new Document("files_id", id).append("n", 0));
    }

    assertThat(examined(files.find(Document.parse("{filename: 'message 100'}")))).isEqualTo(1);
    FindIterable<Document> ordered =
        chunks.find(new Document("files_id", wanted)).sort(Document.parse("{n: 1}"));
    assertThat(examined(ordered)).isEqualTo(2);
    assertThat(ordered).extracting(chunk -> chunk.get("n")).containsExactly(0, 1);
  }

  @Test
  void readsEverythingWhenNoIndexFits() {
    queue.insertMany(IntStream.range(0, 20).mapToObj(IndexUseTest::delivery).toList());
    FindIterable<Document> query = queue.find(Document.parse("{seq: '001'}"));

    assertThat(stage(query)).isEqualTo("COLLSCAN");
    assertThat(examined(query)).isEqualTo(20);
    index("{seq: 1}");
    assertThat(stage(query)).isEqualTo("IXSCAN");
    assertThat(examined(query)).isEqualTo(10);
  }

  @Test
  void findsByIdWithoutReadingTheRest() {
    queue.insertMany(
        IntStream.range(0, 100).mapToObj(i -> new Document("_id", "key" + i)).toList());

    assertThat(examined(queue.find(Document.parse("{_id: 'key50'}")))).isEqualTo(1);
    assertThat(examined(queue.find(Document.parse("{_id: {$in: ['key1', 'key2']}}")))).isEqualTo(2);
  }
}
