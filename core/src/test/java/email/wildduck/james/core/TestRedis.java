package email.wildduck.james.core;

import email.wildduck.james.embedded.TestStores;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;

/** An open connection to the Redis of all tests. */
public final class TestRedis implements AutoCloseable {
  private final RedisClient client = RedisClient.create(TestStores.redisUri());
  private final StatefulRedisConnection<String, String> connection = client.connect();

  private TestRedis() {}

  public static TestRedis start() {
    return new TestRedis();
  }

  public RedisCommands<String, String> commands() {
    return connection.sync();
  }

  /** Commands on a connection that is closed: none is ever answered. */
  public RedisCommands<String, String> brokenCommands() {
    StatefulRedisConnection<String, String> broken = client.connect();
    broken.close();
    return broken.sync();
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown();
  }
}
