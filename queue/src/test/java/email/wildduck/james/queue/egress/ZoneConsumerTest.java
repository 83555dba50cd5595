package email.wildduck.james.queue.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.pause.PauseKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Which deliveries are worked on when, by one consumer or by several. */
class ZoneConsumerTest extends ZoneConsumerFixture {
  private static final String ZONE_FIND = "find zone-queue";

  @Test
  void everyDeliveryIsWorkedOnOnceWhenTwoNodesEmptyAZone() throws IOException {
    for (int i = 0; i < 60; i++) {
      add("r" + i + "@d" + i % 7 + ".example");
    }
    QueueNode other = new QueueNode(mongo.database(), clock, "0002");
    other.store.start();
    consume(node, limits(4, 2), delivered());
    consume(other, limits(4, 2), delivered());

    await().untilAsserted(() -> assertThat(mongo.deliveries().countDocuments()).isZero());
    assertThat(done).hasSize(60).doesNotHaveDuplicates();
    assertThat(mongo.files().countDocuments()).isZero();
    other.store.close();
  }

  @Test
  void aDomainHasNoMoreConnectionsThanItsLimitAndKeepsNobodyWaiting() throws IOException {
    CountDownLatch slowMayEnd = new CountDownLatch(1);
    AtomicInteger slow = new AtomicInteger();
    AtomicInteger mostSlow = new AtomicInteger();
    for (int i = 0; i < 30; i++) {
      add("r" + i + "@" + (i % 2 == 0 ? "slow" : "Slow") + ".example");
    }
    for (int i = 0; i < 10; i++) {
      add("r" + i + "@fast.example");
    }
    consume(
        node,
        new ZoneLimits(ZONE, 6, 5, Map.of("slow.example", 2)),
        delivery -> {
          if (delivery.delivery().domain().equalsIgnoreCase("slow.example")) {
            mostSlow.accumulateAndGet(slow.incrementAndGet(), Math::max);
            awaitQuietly(slowMayEnd);
            slow.decrementAndGet();
          }
          return finished(delivery);
        });

    await().untilAsserted(() -> assertThat(doneAt("fast.example")).isEqualTo(10));
    assertThat(doneAt("slow.example")).isZero();
    slowMayEnd.countDown();
    await().untilAsserted(() -> assertThat(mongo.deliveries().countDocuments()).isZero());
    assertThat(mostSlow).hasValue(2);
    assertThat(done).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void theNextDeliveryOfADomainAtItsLimitBeginsWithoutALookAtTheDatabase() throws IOException {
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    for (int i = 0; i < 2; i++) {
      add("r" + i + "@d.example");
    }
    ZoneConsumer consumer =
        consume(
            node,
            new ZoneLimits(ZONE, 5, 1, Map.of()),
            delivery -> {
              begun.countDown();
              awaitQuietly(mayEnd);
              return finished(delivery);
            });
    awaitQuietly(begun);
    await()
        .untilAsserted(
            () ->
                assertThat(mongo.deliveries().countDocuments(new Document("locked", true)))
                    .isEqualTo(2));
    Places places = consumer.places();
    assertThat(places.busy()).containsExactly("d.example");
    assertThat(places.refills()).isEmpty();
    ConsumerIntake intake = new ConsumerIntake();
    intake.add(consumer);
    assertThat(intake.isAtLimit(ZONE, "D.example")).isTrue();
    assertThat(intake.isAtLimit(ZONE, "other.example")).isFalse();
    assertThat(intake.isAtLimit("other", "d.example")).isFalse();
    mayEnd.countDown();
    await().untilAsserted(() -> assertThat(done).hasSize(2));
  }

  @Test
  void nothingIsAskedWhenAPlaceBecomesFreeThatNobodyCanWaitFor() throws IOException {
    QueueNode quiet = nodeWithoutPoll("0003");
    CountDownLatch mayEnd = new CountDownLatch(1);
    consume(
        quiet,
        limits(30, 30),
        delivery -> {
          awaitQuietly(mayEnd);
          return finished(delivery);
        });
    for (int i = 0; i < 20; i++) {
      add(quiet, "r" + i + "@d" + i + ".example");
    }
    await()
        .untilAsserted(
            () ->
                assertThat(mongo.deliveries().countDocuments(new Document("locked", true)))
                    .isEqualTo(20));
    await().during(Duration.ofMillis(200)).until(() -> mongo.trips().next().isEmpty());
    mayEnd.countDown();
    await().untilAsserted(() -> assertThat(mongo.files().countDocuments()).isZero());
    AtomicLong finds = new AtomicLong();
    await()
        .during(Duration.ofMillis(200))
        .until(
            () -> finds.addAndGet(mongo.trips().next().stream().filter(ZONE_FIND::equals).count()),
            // whether the message has deliveries left is asked for each
            count -> count == 20);
  }

  @Test
  void nobodyIsLeftWaitingWithoutAPoll() throws IOException {
    QueueNode quiet = nodeWithoutPoll("0003");
    QueueNode other = nodeWithoutPoll("0004");
    for (int i = 0; i < 60; i++) {
      add(quiet, "r" + i + "@" + (i % 2 == 0 ? "busy" : "Busy") + ".example");
      add(quiet, "r" + i + "@d" + i % 5 + ".example");
    }
    consume(quiet, new ZoneLimits(ZONE, 4, 2, Map.of("busy.example", 1)), delivered());
    consume(other, limits(3, 1), delivered());
    for (int i = 60; i < 120; i++) {
      add(quiet, "r" + i + "@d" + i % 7 + ".example");
      add(other, "r" + i + "@busy.example");
    }

    await().untilAsserted(() -> assertThat(mongo.deliveries().countDocuments()).isZero());
    assertThat(done).hasSize(240).doesNotHaveDuplicates();
  }

  @Test
  void aBacklogOfOneDomainGoesOnePlaceAtATimeWithoutAPoll() throws IOException {
    QueueNode quiet = nodeWithoutPoll("0003");
    for (int i = 0; i < 40; i++) {
      add(quiet, "r" + i + "@d.example");
    }
    consume(quiet, limits(5, 1), delivered());

    await().untilAsserted(() -> assertThat(mongo.deliveries().countDocuments()).isZero());
    assertThat(done).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void aBacklogIsTakenByTheBatchAndInItsOrder() throws IOException {
    QueueNode quiet = nodeWithoutPoll("0003");
    for (int i = 0; i < 60; i++) {
      add(quiet, "r" + i + "@d" + i + ".example");
    }
    mongo.trips().next();
    consume(quiet, limits(4, 4), delivered());

    await().untilAsserted(() -> assertThat(mongo.deliveries().countDocuments()).isZero());
    List<String> trips = mongo.trips().next();
    assertThat(done).hasSize(60).doesNotHaveDuplicates();
    // one find-and-modify for each would be 56
    assertThat(trips).doesNotContain("findAndModify zone-queue");
    assertThat(trips.stream().filter("update zone-queue"::equals).count()).isLessThan(31);
  }

  @Test
  void whatIsPutAsideOnTheWayKeepsNobodyWaiting() throws IOException {
    QueueNode quiet = nodeWithoutPoll("0003");
    for (int i = 0; i < 10; i++) {
      add(quiet, "r" + i + "@d" + i + ".example");
    }
    mongo
        .deliveries()
        .updateMany(
            new Document("domain", new Document("$in", List.of("d0.example", "d1.example"))),
            new Document("$unset", new Document("recipient", "")));
    consume(quiet, limits(2, 1), delivered());

    await().untilAsserted(() -> assertThat(done).hasSize(8));
  }

  @Test
  void whatWaitsIsGivenBackWhenItsDomainIsPausedOrTheConsumerEnds() throws IOException {
    CountDownLatch mayEnd = new CountDownLatch(1);
    for (int i = 0; i < 4; i++) {
      add("r" + i + "@d.example");
    }
    consume(
        node,
        new ZoneLimits(ZONE, 5, 2, Map.of()),
        delivery -> {
          awaitQuietly(mayEnd);
          return finished(delivery);
        });
    await()
        .untilAsserted(
            () ->
                assertThat(mongo.deliveries().countDocuments(new Document("locked", true)))
                    .isEqualTo(4));
    node.pauses.pause(PauseKind.DOMAIN, "D.example", "too many complaints");
    await()
        .untilAsserted(
            () ->
                assertThat(mongo.deliveries().countDocuments(new Document("locked", true)))
                    .isEqualTo(2));
    assertThat(
            mongo
                .deliveries()
                .distinct("postponed.reason", new Document("locked", false), String.class))
        .containsExactly("the domain d.example was paused");
    mayEnd.countDown();
    await().untilAsserted(() -> assertThat(mongo.deliveries().countDocuments()).isEqualTo(2));
    assertThat(done).hasSize(2);
    node.pauses.resume(PauseKind.DOMAIN, "d.example");
    await().untilAsserted(() -> assertThat(done).hasSize(4));
  }
}
