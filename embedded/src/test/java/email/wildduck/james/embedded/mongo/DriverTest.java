package email.wildduck.james.embedded.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ServerApi;
import com.mongodb.ServerApiVersion;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriverTest {

  @RegisterExtension static final MongoFixture MONGO = new MongoFixture();

  @ParameterizedTest
  @ValueSource(strings = {"hello", "isMaster", "ping", "buildInfo", "serverStatus", "dbStats"})
  void answersWhatDriversAndMonitorsAsk(String command) {
    assertThat(MONGO.database().runCommand(new Document(command, 1))).containsEntry("ok", 1.0);
  }

  @Test
  void takesDurableRetryableWritesThroughTheUriItGives() {
    MongoClientSettings settings =
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(MONGO.server().uri()))
            .writeConcern(WriteConcern.MAJORITY.withJournal(true))
            .retryWrites(true)
            .retryReads(true)
            .build();
    try (MongoClient client = MongoClients.create(settings)) {
      MongoCollection<Document> things = client.getDatabase("wildduck").getCollection("durable");
      things.insertOne(new Document("_id", 1));
      things.replaceOne(eq("_id", 1), new Document("a", 2));

      assertThat(things.find().first()).isEqualTo(Document.parse("{_id: 1, a: 2}"));
    }
  }

  @Test
  void greetsDriversThatUseTheStableApi() {
    MongoClientSettings settings =
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(MONGO.server().uri()))
            .serverApi(ServerApi.builder().version(ServerApiVersion.V1).build())
            .build();
    try (MongoClient client = MongoClients.create(settings)) {
      assertThat(client.getDatabase("wildduck").runCommand(new Document("ping", 1)))
          .containsEntry("ok", 1.0);
    }
  }

  @Test
  void givesLargeResultsInBatchesInOrder() {
    MongoCollection<Document> things = MONGO.collection();
    things.insertMany(
        IntStream.range(0, 5_000)
            .mapToObj(i -> new Document("_id", i).append("text", "x".repeat(5_000)))
            .toList());

    assertThat(things.find().sort(Sorts.ascending("_id")).map(thing -> thing.get("_id")))
        .hasSize(5_000)
        .startsWith(0, 1)
        .endsWith(4_999);
    assertThat(things.find().batchSize(7).limit(20)).hasSize(20);
    assertThat(things.aggregate(List.of(Document.parse("{$sort: {_id: -1}}")))).hasSize(5_000);
  }

  @Test
  void givesNoDocumentThatHasCeasedToMatchSinceTheFirstBatch() {
    MongoCollection<Document> things = MONGO.collection();
    things.insertMany(
        IntStream.range(0, 300)
            .mapToObj(i -> new Document("_id", i).append("lease", new Document("until", i)))
            .toList());
    List<Document> read = new ArrayList<>();

    try (MongoCursor<Document> leased = things.find(exists("lease")).batchSize(50).iterator()) {
      read.add(leased.next());
      things.updateMany(new Document(), Updates.unset("lease"));
      leased.forEachRemaining(read::add);
    }

    assertThat(read).hasSizeGreaterThanOrEqualTo(50).allMatch(thing -> thing.containsKey("lease"));
  }

  @Test
  void storesAndGivesBackALargeFileInGridFs() {
    GridFSBucket bucket = GridFSBuckets.create(MONGO.database(), "mail");
    byte[] content = new byte[60 * 1024 * 1024 + 7];
    new Random(1).nextBytes(content);
    ObjectId id = bucket.uploadFromStream("message 1", new ByteArrayInputStream(content));

    ByteArrayOutputStream read = new ByteArrayOutputStream(content.length);
    bucket.downloadToStream("message 1", read);
    assertThat(read.toByteArray()).isEqualTo(content);
    assertThat(bucket.find(eq("filename", "message 1")).first().getLength())
        .isEqualTo(content.length);
    bucket.delete(id);
    assertThat(MONGO.database().getCollection("mail.chunks").countDocuments()).isZero();
  }

  @Test
  void forgetsEverythingWhenClosed() {
    EmbeddedMongo first = EmbeddedMongo.start();
    try (MongoClient client = MongoClients.create(first.uri())) {
      client.getDatabase("wildduck").getCollection("c").insertOne(new Document());
    }
    first.close();
    try (EmbeddedMongo second = EmbeddedMongo.start(first.port());
        MongoClient client = MongoClients.create(second.uri())) {
      assertThat(client.getDatabase("wildduck").getCollection("c").countDocuments()).isZero();
      assertThatThrownBy(() -> EmbeddedMongo.start(second.port())).isNotNull();
    }
  }
}
