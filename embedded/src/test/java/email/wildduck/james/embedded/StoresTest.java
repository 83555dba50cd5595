package email.wildduck.james.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class StoresTest {

  private static void assertRedisAnswers(String uri) {
    RedisClient client = RedisClient.create(uri);
    String key = "test:" + UUID.randomUUID();
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      assertThat(connection.sync().setex(key, 60, "v")).isEqualTo("OK");
    } finally {
      client.shutdown();
    }
  }

  @Test
  void bothAnswerWhenStartedTogether() {
    try (EmbeddedStores stores = EmbeddedStores.start();
        MongoClient mongo = MongoClients.create(stores.mongoUri())) {
      Document ping = mongo.getDatabase("wildduck").runCommand(new Document("ping", 1));

      assertThat(ping).containsEntry("ok", 1.0);
      assertRedisAnswers(stores.redisUri());
    }
  }

  @Test
  void eachTestHasItsOwnDatabaseUntilItCloses() {
    try (MongoForTest one = TestStores.newMongo();
        MongoClient client = MongoClients.create(one.uri())) {
      try (MongoForTest other = TestStores.newMongo()) {
        client.getDatabase(other.databaseName()).getCollection("c").insertOne(new Document());

        assertThat(one.databaseName()).isNotEqualTo(other.databaseName());
        assertThat(client.listDatabaseNames()).contains(other.databaseName());
        assertThat(other.uri()).contains(other.databaseName());
      }
      client.getDatabase(one.databaseName()).getCollection("c").insertOne(new Document());

      assertThat(client.listDatabaseNames()).contains(one.databaseName());
      assertThat(client.getDatabase(one.databaseName()).getCollection("c").countDocuments())
          .isEqualTo(1);
    }
  }

  @Test
  void allTestsShareOneRedis() {
    assertRedisAnswers(TestStores.redisUri());
    assertThat(TestStores.redisUri()).isEqualTo(TestStores.redisUri());
  }
}
