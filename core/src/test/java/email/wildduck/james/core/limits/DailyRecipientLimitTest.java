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
    limit = limit(0);
  }

  @AfterAll
  void stop() {
    server.close();
    mongo.close();
  }

  @Test
  void recipientsAreCountedWhereWildDuckCountsThem() {
    User user = new User(10);

    limit.reserve(user.id, user.limit, 3);
    limit.reserve(user.id, user.limit, 4);

    assertThat(redis.get("wdr:" + user.id.toHexString())).isEqualTo("7");
    assertThat(redis.ttl("wdr:" + user.id.toHexString())).isBetween(86_000L, 86_400L);
  }

  @Test
  void whatWouldPassTheLimitIsRefusedAndNotCounted() {
    User user = new User(5);
    limit.reserve(user.id, user.limit, 4);

    assertThatThrownBy(() -> limit.reserve(user.id, user.limit, 2))
        .isInstanceOfSatisfying(
            SmtpException.class,
            e ->
                assertThat(e.reply().toString())
                    .isEqualTo(
                        "550 5.7.1 You reached a daily sending limit for your account."
                            + " Limit expires in 24 hours"));
    assertThat(redis.get("wdr:" + user.id.toHexString())).isEqualTo("4");
    limit.reserve(user.id, user.limit, 1);
  }

  @ParameterizedTest
  @CsvSource({"1800,30 minutes", "45,45 seconds", "100,2 minutes", "7200,2 hours"})
  void theRefusalSaysWhenTheLimitExpires(long ttl, String text) {
    User user = new User(1);
    redis.setex("wdr:" + user.id.toHexString(), ttl, "1");

    assertThatThrownBy(() -> limit.reserve(user.id, user.limit, 1)).hasMessageContaining("1 of 1");
    assertThatThrownBy(() -> limit.reserve(user.id, user.limit, 1))
        .isInstanceOfSatisfying(
            SmtpException.class, e -> assertThat(e.reply().text()).endsWith("in " + text));
  }

  @Test
  void nothingIsSaidOfATimeThatDoesNotExist() {
    User user = new User(2);

    assertThatThrownBy(() -> limit.reserve(user.id, user.limit, 3))
        .isInstanceOfSatisfying(
            SmtpException.class, e -> assertThat(e.reply().text()).endsWith("for your account."));
  }

  @Test
  void whatIsGivenBackCanBeUsedAgain() {
    User user = new User(5);
    Reservation reservation = limit.reserve(user.id, user.limit, 5);

    reservation.giveBack();

    assertThat(redis.get("wdr:" + user.id.toHexString())).isEqualTo("0");
    limit.reserve(user.id, user.limit, 5);
  }

  @Test
  void readingTellsWhatIsLeftAndCountsNothing() {
    User user = new User(3);
    limit.reserve(user.id, user.limit, 1);

    DailyAllowance allowance = limit.allowance(user.id, user.limit);

    assertThat(allowance.max()).isEqualTo(3);
    assertThat(allowance.used()).isEqualTo(1);
    assertThat(allowance.admitsOneMoreThan(1)).isTrue();
    assertThat(allowance.admitsOneMoreThan(2)).isFalse();
    assertThat(allowance.refusal().reply().text()).endsWith("Limit expires in 24 hours");
    assertThat(redis.get("wdr:" + user.id.toHexString())).isEqualTo("1");
  }

  @Test
  void configuredLimitHoldsBetweenTheUsersOwnAndTheSetting() {
    User user = new User(0);
    DailyRecipientLimit configured = limit(7);

    assertThat(configured.allowance(user.id, 0).max()).isEqualTo(7);
    assertThat(configured.allowance(user.id, 9).max()).isEqualTo(9);
    assertThat(limit.allowance(user.id, 0).max()).isEqualTo(2000);
  }

  @Test
  void limitBelowZeroLetsNothingPass() {
    User user = new User(-1);

    assertThat(limit.allowance(user.id, user.limit).admitsOneMoreThan(0)).isFalse();
    assertThatThrownBy(() -> limit.reserve(user.id, user.limit, 1))
        .isInstanceOf(SmtpException.class);
  }

  @Test
  void nothingIsAskedOrCountedWithoutALimit() {
    User user = new User(0);
    mongo
        .database()
        .getCollection("settings")
        .insertOne(new Document("key", "const:max:recipients").append("value", "0"));
    try {
      DailyRecipientLimit cut =
          new DailyRecipientLimit(
              new RedisRecipientCounter(server.brokenCommands()), settings(Duration.ZERO), 0);

      assertThat(cut.allowance(user.id, user.limit).isUnlimited()).isTrue();
      cut.reserve(user.id, user.limit, 5000).giveBack();
    } finally {
      mongo.database().getCollection("settings").drop();
    }
  }

  @Test
  void parallelSessionsNeverPassTheLimit() throws Exception {
    User user = new User(20);
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
    assertThat(redis.get("wdr:" + user.id.toHexString())).isEqualTo("18");
  }

  @Test
  void theSettingHoldsForUsersWithoutALimitOfTheirOwn() {
    User user = new User(0);
    mongo
        .database()
        .getCollection("settings")
        .insertOne(new Document("key", "const:max:recipients").append("value", "2"));
    try {
      limit.reserve(user.id, user.limit, 2);
      assertThatThrownBy(() -> limit.reserve(user.id, user.limit, 1))
          .isInstanceOf(SmtpException.class);
    } finally {
      mongo.database().getCollection("settings").drop();
    }
  }

  @Test
  void anOutageIsTemporary() {
    User user = new User(5);
    DailyRecipientLimit cut =
        new DailyRecipientLimit(
            new RedisRecipientCounter(server.brokenCommands()), settings(Duration.ofMinutes(1)), 0);

    assertThatThrownBy(() -> cut.reserve(user.id, user.limit, 1))
        .isInstanceOf(TemporaryFailureException.class);
    assertThatThrownBy(() -> cut.allowance(user.id, user.limit))
        .isInstanceOf(TemporaryFailureException.class);
  }

  private boolean accepted(User user) {
    try {
      limit.reserve(user.id, user.limit, 3);
      return true;
    } catch (SmtpException e) {
      return false;
    }
  }

  private DailyRecipientLimit limit(long configured) {
    return new DailyRecipientLimit(
        new RedisRecipientCounter(redis), settings(Duration.ZERO), configured);
  }

  private Settings settings(Duration maxAge) {
    return new Settings(mongo.database(), Clock.systemUTC(), maxAge);
  }

  /** Someone new with a limit of their own. */
  private static final class User {
    final ObjectId id = new ObjectId();
    final long limit;

    User(long limit) {
      this.limit = limit;
    }
  }
}
