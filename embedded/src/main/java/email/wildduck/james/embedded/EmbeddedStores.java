package email.wildduck.james.embedded;

import email.wildduck.james.embedded.mongo.EmbeddedMongo;
import email.wildduck.james.embedded.redis.EmbeddedRedis;

/** A MongoDB and a Redis, started and closed together. */
public final class EmbeddedStores implements AutoCloseable {

  private final EmbeddedMongo mongo;
  private final EmbeddedRedis redis;

  private EmbeddedStores(EmbeddedMongo mongo, EmbeddedRedis redis) {
    this.mongo = mongo;
    this.redis = redis;
  }

  /**
   * Starts both on ports that the system chooses.
   *
   * @throws IllegalStateException if the bundled Redis does not run on this platform
   */
  public static EmbeddedStores start() {
    EmbeddedRedis redis = EmbeddedRedis.start();
    try {
      return new EmbeddedStores(EmbeddedMongo.start(), redis);
    } catch (RuntimeException e) {
      redis.close();
      throw e;
    }
  }

  /** For WildDuck's {@code dbs.mongo}; the default database is "wildduck". */
  public String mongoUri() {
    return mongo.uri();
  }

  /** For WildDuck's {@code dbs.redis}, with its database number. */
  public String redisUri() {
    return redis.uri();
  }

  @Override
  public void close() {
    try {
      mongo.close();
    } finally {
      redis.close();
    }
  }
}
