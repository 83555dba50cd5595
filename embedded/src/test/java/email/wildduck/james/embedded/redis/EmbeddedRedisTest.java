package email.wildduck.james.embedded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class EmbeddedRedisTest {

  @Test
  void servesWildDucksDatabaseWhenConnectedByItsUri() {
    try (EmbeddedRedis redis = EmbeddedRedis.start()) {
      RedisClient client = RedisClient.create(redis.uri());
      try (StatefulRedisConnection<String, String> connection = client.connect()) {
        connection.sync().set("key", "value");

        assertThat(connection.sync().info("keyspace")).contains("db3:keys=1");
        assertThat(connection.sync().configGet("save")).containsEntry("save", "");
        assertThat(connection.sync().configGet("bind").get("bind")).isEqualTo("127.0.0.1");
      } finally {
        client.shutdown();
      }
    }
  }

  @Test
  void comesBackEmptyOnItsPortWhenRestarted() {
    try (EmbeddedRedis redis = EmbeddedRedis.start()) {
      RedisClient client = RedisClient.create(redis.uri());
      try {
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
          connection.sync().set("key", "value");
        }
        redis.stop();
        assertThatThrownBy(client::connect).isInstanceOf(RedisException.class);
        redis.restart();
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
          assertThat(connection.sync().get("key")).isNull();
        }
      } finally {
        client.shutdown();
      }
    }
  }

  @Test
  void saysSoWhenThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedRedis.start(taken.getLocalPort()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Port %d is taken", taken.getLocalPort());
    }
  }
}
