package email.wildduck.james.embedded;

import email.wildduck.james.embedded.redis.EmbeddedRedis;
import java.util.Optional;
import java.util.UUID;

/**
 * The stores that tests run on: those named by the environment variables {@value #MONGO_VARIABLE}
 * and {@value #REDIS_VARIABLE}; where one is not set, an embedded one, started at first use and
 * ended with the JVM.
 *
 * <pre>{@code
 * try (MongoForTest mongo = TestStores.newMongo();
 *     MongoClient client = MongoClients.create(mongo.uri())) {
 *   MongoDatabase database = client.getDatabase(mongo.databaseName());
 *   ...
 * }
 * }</pre>
 */
public final class TestStores {

  public static final String MONGO_VARIABLE = "WILDDUCK_TEST_MONGO_URI";
  public static final String REDIS_VARIABLE = "WILDDUCK_TEST_REDIS_URI";

  private TestStores() {}

  /** A new, empty database with a name that no other test has. */
  public static MongoForTest newMongo() {
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    return new MongoForTest(Mongo.SHARED, name);
  }

  /** False if the tests run on a real MongoDB. */
  public static boolean isMongoEmbedded() {
    return Mongo.SHARED.isEmbedded();
  }

  /**
   * The Redis of all tests. WildDuck's keys cannot be moved elsewhere, so tests stay apart by using
   * random user ids, and never flush it.
   */
  public static String redisUri() {
    return Redis.URI;
  }

  private static Optional<String> environment(String variable) {
    return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
  }

  /** Started when first asked for. */
  private static final class Mongo {
    static final SharedMongo SHARED = SharedMongo.open(environment(MONGO_VARIABLE));
  }

  /** Started when first asked for; its process ends with the JVM. */
  private static final class Redis {
    static final String URI =
        environment(REDIS_VARIABLE).orElseGet(() -> EmbeddedRedis.start().uri());
  }
}
