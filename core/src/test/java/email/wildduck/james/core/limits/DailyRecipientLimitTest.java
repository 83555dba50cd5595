package email.wildduck.james.core.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.TestRedis;
import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.settings.Settings;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DailyRecipientLimitTest {
  private TestMongo mongo;
  private TestRedis server;
  private RedisCommands<String, String> redis;
  private DailyRecipientLimit limit;

  @BeforeAll
  void connect() {
    mongo = TestMongo.start();
    server = TestRedis.start();
    redis = server.commands();
    limit = new DailyRecipientLimit(mongo.database(), redis, settings(Duration.ZERO));
  }

  @AfterAll
  void stop() {
    server.close();
    mongo.close();
  }

  @Test
  void recipientsAreCountedWhereWildDuckCountsThem() {
    ObjectId user = user(10);

    limit.reserve(user, 3);
    limit.reserve(user, 4);

    assertThat(redis.get("wdr:" + user.toHexString())).isEqualTo("7");
    assertThat(redis.ttl("wdr:" + user.toHexString())).isBetween(86_000L, 86_400L);
  }

  @Test
  void whatWouldPassTheLimitIsRefusedAndNotCounted() {
    ObjectId user = user(5);
    limit.reserve(user, 4);

    assertThatThrownBy(() -> limit.reserve(user, 2))
        .isInstanceOfSatisfying(
            SmtpException.class,
            e ->
                assertThat(e.reply().toString())
                    .isEqualTo(
                        "550 5.7.1 You reached a daily sending limit for your account."
                            + " Limit expires in 24 hours"));
    assertThat(redis.get("wdr:" + user.toHexString())).isEqualTo("4");
    limit.reserve(user, 1);
  }

  @ParameterizedTest
  @CsvSource({"1800,30 minutes", "45,45 seconds", "100,2 minutes", "7200,2 hours"})
  void theRefusalSaysWhenTheLimitExpires(long ttl, String text) {
    ObjectId user = user(1);
    redis.setex("wdr:" + user.toHexString(), ttl, "1");

    assertThatThrownBy(() -> limit.reserve(user, 1)).hasMessageContaining("1 of 1");
    assertThatThrownBy(() -> limit.reserve(user, 1))
        .isInstanceOfSatisfying(
            SmtpException.class, e -> assertThat(e.reply().text()).endsWith("in " + text));
  }

  @Test
  void nothingIsSaidOfATimeThatDoesNotExist() {
    ObjectId user = user(2);

    assertThatThrownBy(() -> limit.reserve(user, 3))
        .isInstanceOfSatisfying(
            SmtpException.class, e -> assertThat(e.reply().text()).endsWith("for your account."));
  }

  @Test
  void whatIsGivenBackCanBeUsedAgain() {
    ObjectId user = user(5);
    limit.reserve(user, 5);

    limit.giveBack(user, 5);
    limit.giveBack(user, 5);

    assertThat(redis.get("wdr:" + user.toHexString())).isEqualTo("0");
    limit.reserve(user, 5);
  }

  @Test
  void parallelSessionsNeverPassTheLimit() throws Exception {
    ObjectId user = user(20);
    ExecutorService sessions = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> messages =
          IntStream.range(0, 40).<Callable<Boolean>>mapToObj(i -> () -> accepted(user)).toList();
      long accepted = 0;
      for (var result : sessions.invokeAll(messages)) {
        accepted += result.get() ? 1 : 0;
      }
      assertThat(accepted).isEqualTo(6);
    } finally {
      sessions.shutdown();
    }
    assertThat(redis.get("wdr:" + user.toHexString())).isEqualTo("18");
  }

  @Test
  void theSettingHoldsForUsersWithoutALimitOfTheirOwn() {
    ObjectId user = user(0);
    mongo
        .database()
        .getCollection("settings")
        .insertOne(new Document("key", "const:max:recipients").append("value", "2"));
    try {
      limit.reserve(user, 2);
      assertThatThrownBy(() -> limit.reserve(user, 1)).isInstanceOf(SmtpException.class);
    } finally {
      mongo.database().getCollection("settings").drop();
    }
  }

  @Test
  void anOutageIsTemporary() {
    ObjectId user = user(5);
    DailyRecipientLimit cut =
        new DailyRecipientLimit(
            mongo.database(), server.brokenCommands(), settings(Duration.ofMinutes(1)));

    assertThatThrownBy(() -> cut.reserve(user, 1)).isInstanceOf(TemporaryFailureException.class);
  }

  private boolean accepted(ObjectId user) {
    try {
      limit.reserve(user, 3);
      return true;
    } catch (SmtpException e) {
      return false;
    }
  }

  private ObjectId user(int recipients) {
    ObjectId id = new ObjectId();
    mongo
        .database()
        .getCollection("users")
        .insertOne(new Document("_id", id).append("recipients", recipients));
    return id;
  }

  private Settings settings(Duration maxAge) {
    return new Settings(mongo.database(), Clock.systemUTC(), maxAge);
  }
}
