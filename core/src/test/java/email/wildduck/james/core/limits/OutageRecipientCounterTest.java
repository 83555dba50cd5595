package email.wildduck.james.core.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.embedded.redis.EmbeddedRedis;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a Redis of its own, which is stopped and started. */
class OutageRecipientCounterTest {
  private final MutableClock clock = new MutableClock("2026-11-23T15:54:43Z");
  private final EmbeddedRedis server = EmbeddedRedis.start();
  private final RedisClient client = client(server.uri());
  private final RedisCommands<String, String> redis = client.connect().sync();
  private final RedisRecipientCounter there = new RedisRecipientCounter(redis);
  private final OutageRecipientCounter counter = new OutageRecipientCounter(there, clock);
  private final ObjectId user = new ObjectId();

  @AfterEach
  void stop() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    server.close();
  }

  @Test
  void countsInRedisWhileItIsThere() {
    counter.reserve(user, 3, 10);

    assertThat(counted()).isEqualTo("3");
    assertThat(counter.read(user, 10).value()).isEqualTo(3);
  }

  @Test
  void limitHoldsWhileRedisIsAwayFromWhereItStood() {
    counter.reserve(user, 3, 10);
    server.stop();

    assertThat(counter.reserve(user, 6, 10).reading().allowed()).isTrue();
    assertThat(counter.read(user, 10).value()).isEqualTo(9);
    assertThat(counter.reserve(user, 2, 10).reading().allowed()).isFalse();
    assertThat(counter.reserve(user, 1, 10).reading().allowed()).isTrue();
    CounterReading full = counter.read(user, 10);
    assertThat(full.allowed()).isFalse();
    assertThat(full.startsAnewIn()).isPresent();
  }

  @Test
  void whatWasCountedHereIsAddedOnceWhenRedisIsBack() {
    server.stop();
    counter.reserve(user, 4, 10);
    counter.reserve(user, 2, 10);
    assertThat(counter.settle()).isFalse();
    clock.advance(Duration.ofHours(1));
    bringBack();

    Awaitility.await().until(counter::settle);

    assertThat(counted()).isEqualTo("6");
    assertThat(redis.ttl("wdr:" + user.toHexString())).isBetween(82_700L, 82_800L);
    assertThat(counter.settle()).isTrue();
    assertThat(counted()).isEqualTo("6");
  }

  @Test
  void sameBatchIsCountedOnceHoweverOftenItIsSent() {
    redis.set("wdr:" + user.toHexString(), "1");

    there.addLate(user, "batch", 5, Duration.ofHours(2));
    there.addLate(user, "batch", 5, Duration.ofHours(2));
    there.addLate(user, "another", 2, Duration.ofHours(2));

    assertThat(counted()).isEqualTo("8");
  }

  @Test
  void nextMessageOfTheUserSettlesFirst() {
    server.stop();
    counter.reserve(user, 4, 5);
    bringBack();

    Awaitility.await().until(() -> !counter.reserve(user, 2, 5).reading().allowed());
    Awaitility.await().until(() -> "4".equals(counted()));
    assertThat(counter.reserve(user, 1, 5).reading().allowed()).isTrue();
  }

  @Test
  void whatIsGivenBackIsTakenOffWhereItStands() {
    server.stop();
    Reservation early = counter.reserve(user, 4, 10);
    Reservation late = counter.reserve(user, 2, 10);
    early.giveBack();
    assertThat(counter.read(user, 10).value()).isEqualTo(2);
    bringBack();
    Awaitility.await().until(counter::settle);

    assertThat(counted()).isEqualTo("2");

    late.giveBack();

    Awaitility.await().until(counter::settle);
    assertThat(counted()).isEqualTo("0");
  }

  @Test
  void localCountsEndWithTheirDay() {
    server.stop();
    counter.reserve(user, 10, 10);
    clock.advance(Duration.ofDays(1));

    assertThat(counter.reserve(user, 10, 10).reading().allowed()).isTrue();
  }

  @Test
  void noMoreUsersAreTakenWhenTooManyAreBeingCounted() {
    LocalCounts few = new LocalCounts(clock, 1);
    few.reserve(user, 1, 10);

    assertThatThrownBy(() -> few.reserve(new ObjectId(), 1, 10))
        .isInstanceOf(TemporaryFailureException.class);
    assertThat(few.reserve(user, 1, 10).allowed()).isTrue();
  }

  @Test
  void whatIsUnderWayStaysTheSameBatchUntilItHasArrived() {
    LocalCounts local = new LocalCounts(clock);
    local.reserve(user, 3, 10);
    LateBatch first = local.batch(user).orElseThrow();
    local.reserve(user, 2, 10);

    assertThat(local.batch(user).orElseThrow().id()).isEqualTo(first.id());
    assertThat(local.batch(user).orElseThrow().recipients()).isEqualTo(3);
    local.settled(user, first);
    local.settled(user, first);
    assertThat(local.batch(user).orElseThrow().recipients()).isEqualTo(2);
    assertThat(local.read(user, 10).value()).isEqualTo(5);
  }

  private void bringBack() {
    server.restart();
    Awaitility.await().ignoreExceptions().until(() -> "PONG".equals(redis.ping()));
  }

  private String counted() {
    return redis.get("wdr:" + user.toHexString());
  }

  private static RedisClient client(String uri) {
    RedisClient client = RedisClient.create(uri);
    client.setOptions(
        ClientOptions.builder().disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS).build());
    return client;
  }
}
