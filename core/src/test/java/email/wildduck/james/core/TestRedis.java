package email.wildduck.james.core;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/**
 * The Redis named by {@code WILDDUCK_TEST_REDIS_URI}, by default a server that ends with the test.
 */
public final class TestRedis implements AutoCloseable {
  private final RedisServer server;
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;

  private TestRedis(RedisServer server, String uri) {
    this.server = server;
    this.client = RedisClient.create(uri);
    this.connection = client.connect();
  }

  public static TestRedis start() {
    String uri = System.getenv("WILDDUCK_TEST_REDIS_URI");
    if (uri != null && !uri.isEmpty()) {
      return new TestRedis(null, uri);
    }
    try {
      int port = freePort();
      RedisServer server =
          RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
      server.start();
      return new TestRedis(server, "redis://127.0.0.1:" + port + "/3");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    if (server != null) {
      try {
        server.stop();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
