package email.wildduck.james.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class TtlIndexTest {

  @Test
  void deletesWhatHasExpiredAndNothingElse() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    try (EmbeddedMongo mongo = EmbeddedMongo.start(0, clock, Duration.ofMillis(10));
        MongoClient client = MongoClients.create(mongo.uri())) {
      MongoCollection<Document> things = client.getDatabase("wildduck").getCollection("things");
      things.createIndex(
          Document.parse("{created: 1}"), new IndexOptions().expireAfter(60L, TimeUnit.SECONDS));
      things.insertOne(new Document("_id", "never").append("created", "no date"));
      things.insertOne(new Document("_id", "without"));
      things.insertOne(
          new Document("_id", "later").append("created", Date.from(now.minusSeconds(59))));
      things.insertOne(
          new Document("_id", "old").append("created", Date.from(now.minusSeconds(61))));

      await().until(() -> things.countDocuments(new Document("_id", "old")) == 0);
      assertThat(things.find())
          .extracting(thing -> thing.get("_id"))
          .containsExactly("never", "without", "later");
    }
  }
}
