package email.wildduck.james.core.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.TestRedis;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.error.TemporaryFailureException;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.stream.Stream;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TtlCounterTest {
  private TestRedis server;
  private RedisCommands<String, String> redis;
  private TtlCounter counter;

  @BeforeAll
  void connect() {
    server = TestRedis.start();
    redis = server.commands();
    counter = new TtlCounter(redis);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> countersCountAsInWildDuck() {
    return Vectors.cases("ttlcounter.json", "sequences")
        .map(s -> dynamicTest(s.path("name").asText(), () -> play(s.path("steps"))));
  }

  @Test
  void scriptIsSentAgainAfterRedisForgotIt() {
    String key = newKey();
    counter.count(key, 1, 5, Duration.ofMinutes(1));
    redis.scriptFlush();
    assertThat(counter.count(key, 1, 5, Duration.ofMinutes(1)).value()).isEqualTo(2);
  }

  @Test
  void noLimitNeverAsksRedis() {
    TtlCounter unreachable = new TtlCounter(server.brokenCommands());
    CounterReading reading = unreachable.count(newKey(), 3, 0, Duration.ofMinutes(1));
    assertThat(reading.allowed()).isTrue();
    assertThat(reading.value()).isZero();
  }

  @Test
  void resetForgetsTheCounter() {
    String key = newKey();
    counter.count(key, 3, 5, Duration.ofMinutes(1));
    counter.reset(key);
    assertThat(counter.read(key, 5).value()).isZero();
  }

  @Test
  void unreachableRedisIsATemporaryFailure() {
    TtlCounter unreachable = new TtlCounter(server.brokenCommands());
    assertThatThrownBy(() -> unreachable.read(newKey(), 5))
        .isInstanceOf(TemporaryFailureException.class);
    assertThatThrownBy(() -> unreachable.reset(newKey()))
        .isInstanceOf(TemporaryFailureException.class);
  }

  private void play(JsonNode steps) {
    String key = newKey();
    for (JsonNode step : steps) {
      if (step.has("redisCommand")) {
        send(step.path("redisCommand"), step.path("reply"), key);
      } else if (step.has("sleepMs")) {
        letPass(key, step.path("sleepMs").asLong());
      } else {
        call(key, step);
      }
    }
    redis.del(key);
  }

  private void call(String key, JsonNode step) {
    JsonNode call = step.path("call");
    JsonNode expected = step.path("result");
    if (expected.has("throws")) {
      assertThatThrownBy(() -> count(key, call)).isInstanceOf(TemporaryFailureException.class);
    } else {
      CounterReading reading = count(key, call);
      assertThat(reading.allowed()).isEqualTo(expected.path("success").asBoolean());
      assertThat(reading.value()).isEqualTo(expected.path("value").asLong());
      assertTtl(reading.ttlSeconds(), expected.path("ttl").asLong());
    }
    JsonNode after = step.path("redisAfter");
    assertThat(redis.type(key)).isEqualTo(after.path("type").asText());
    assertThat(redis.get(key))
        .isEqualTo(after.path("value").isNull() ? null : after.path("value").asText());
    assertTtl(redis.ttl(key), after.path("ttl").asLong());
  }

  private CounterReading count(String key, JsonNode call) {
    // JavaScript's "no limit" is anything that is no number but 0, and "no window" is false.
    long max = call.path("max").asLong(0);
    return counter.count(
        key,
        call.path("count").asLong(),
        max,
        Duration.ofSeconds(call.path("windowSize").asLong(0)));
  }

  private void send(JsonNode command, JsonNode reply, String key) {
    switch (command.get(0).asText()) {
      case "SET" -> assertThat(redis.set(key, command.get(2).asText())).isEqualTo(reply.asText());
      case "EXISTS" -> assertThat(redis.exists(key)).isEqualTo(reply.asLong());
      default -> throw new IllegalArgumentException("Unknown command in vectors: " + command);
    }
  }

  /** Time passes for the key by shortening what is left of it. */
  private void letPass(String key, long millis) {
    long left = redis.pttl(key);
    if (left > 0) {
      redis.pexpire(key, Math.max(left - millis, 0));
    }
  }

  /** The original's TTLs were measured and may have been rounded down by a second. */
  private static void assertTtl(long actual, long expected) {
    if (expected <= 0) {
      assertThat(actual).isEqualTo(expected);
    } else {
      assertThat(actual).isBetween(Math.max(expected - 1, 0), expected + 1);
    }
  }

  private static String newKey() {
    return "test:" + new ObjectId().toHexString();
  }
}
