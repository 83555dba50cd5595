package email.wildduck.james.queue.zone;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.queue.MutableClock;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.TakenEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of a message goes with its last delivery, whoever ends which of them, and when. */
class LastDeliveryTest {
  private static final List<String> THREE = List.of("a@one.example", "b@two.example", "c@x.org");
  private static final String LOOK = "find zone-queue";

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T12:00:00Z"));
  private final QueueIdGenerator ids = new QueueIdGenerator(clock, "00ab");
  private QueueNode node;
  private QueueNode other;

  @BeforeEach
  void startTwoNodes() {
    mongo.store(clock);
    node = new QueueNode(mongo.database(), clock, "0001");
    other = new QueueNode(mongo.database(), clock, "0002");
  }

  @Test
  void nobodyLooksWhenAllWereGivenAndDelivered() {
    List<TakenDelivery> given = given(THREE.size());
    mongo.trips().next();
    given.forEach(delivery -> assertThat(node.sending.finish(delivery)).isTrue());
    assertThat(mongo.trips().next()).doesNotContain(LOOK);
    assertNothingIsLeft();
  }

  @Test
  void oneLooksWhenTheyWereTaken() {
    given(0);
    List<TakenDelivery> taken = taken(node);
    mongo.trips().next();
    taken.forEach(delivery -> assertThat(node.sending.finish(delivery)).isTrue());
    assertThat(mongo.trips().next()).containsOnlyOnce(LOOK);
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void theFileStaysForADeliveryThatWaitsForALaterAttempt(int deferred) {
    List<TakenDelivery> given = given(THREE.size());
    for (int i = 0; i < THREE.size(); i++) {
      if (i == deferred) {
        defer(given.get(i));
      } else {
        assertThat(node.sending.finish(given.get(i))).isTrue();
      }
    }
    assertThat(mongo.files().find()).hasSize(1);
    clock.advance(Duration.ofMinutes(1));
    assertThat(other.sending.finish(taken(other).get(0))).isTrue();
    assertNothingIsLeft();
  }

  @Test
  void theFileGoesWhenAnotherNodeEndsADeferredOneBeforeTheOthersEndHere() {
    List<TakenDelivery> given = given(THREE.size());
    defer(given.get(0));
    clock.advance(Duration.ofSeconds(20));
    node.store.leases().renewAll();
    node.sending.finish(given.get(1));
    clock.advance(Duration.ofSeconds(20));
    node.store.leases().renewAll();
    clock.advance(Duration.ofSeconds(20));
    assertThat(other.sending.finish(taken(other).get(0))).isTrue();
    assertThat(mongo.files().find()).hasSize(1);
    assertThat(node.sending.finish(given.get(2))).isTrue();
    assertNothingIsLeft();
  }

  @Test
  void theFileGoesWhenALostDeliveryIsAbandonedAfterTheOthersHaveEnded() {
    List<TakenDelivery> given = given(THREE.size());
    endElsewhere(given.get(0));
    node.sending.finish(given.get(1));
    node.sending.finish(given.get(2));
    node.sending.abandon(given.get(0));
    assertNothingIsLeft();
  }

  @Test
  void theFileGoesWhenADeliveryTurnsOutToBeLostAtItsEnd() {
    List<TakenDelivery> given = given(THREE.size());
    endElsewhere(given.get(0));
    node.sending.finish(given.get(1));
    node.sending.finish(given.get(2));
    assertThat(node.sending.finish(given.get(0))).isFalse();
    assertNothingIsLeft();
  }

  @Test
  void theFileGoesWhenADeliveryTurnsOutToBeLostWhenItIsDeferred() {
    List<TakenDelivery> given = given(THREE.size());
    endElsewhere(given.get(0));
    node.sending.finish(given.subList(1, 3));
    assertThat(defer(given.get(0))).isFalse();
    assertNothingIsLeft();
  }

  @Test
  void theFileGoesWhenTheOthersEndWhileTheLastOneBecomesAReport() {
    List<TakenDelivery> given = given(THREE.size());
    Lease failed = given.get(0).lease();
    node.store
        .work()
        .endSurely(
            List.of(failed),
            "replacing",
            () -> {
              mongo.deliveries().deleteOne(new Document("_id", failed.documentId()));
              node.sending.finish(given.subList(1, 3));
              return true;
            });
    assertNothingIsLeft();
  }

  @Test
  void theFileStaysWhenALostDeliveryIsInWorkElsewhere() {
    List<TakenDelivery> given = given(THREE.size());
    TakenDelivery elsewhere = takeOver(given.get(0));
    node.sending.finish(given.subList(1, 3));
    node.sending.abandon(given.get(0));
    assertThat(mongo.files().find()).hasSize(1);
    assertThat(other.sending.finish(elsewhere)).isTrue();
    assertNothingIsLeft();
  }

  @Test
  void theFileOfTheOnlyDeliveryStaysWhenThatIsInWorkElsewhere() {
    TakenDelivery only = handedOver(THREE.subList(0, 1), 1).get(0);
    TakenDelivery elsewhere = takeOver(only);
    assertThat(node.sending.finish(only)).isFalse();
    assertThat(mongo.files().find()).hasSize(1);
    assertThat(other.sending.finish(elsewhere)).isTrue();
    assertNothingIsLeft();
  }

  @Test
  void theFileGoesWhenTheLastOnesEndAtTheSameTime() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREE.size());
    try {
      for (int round = 0; round < 60; round++) {
        List<TakenDelivery> deliveries = given(THREE.size());
        if (deliveries.isEmpty() || round % 2 == 0) {
          deliveries.forEach(
              delivery -> node.sending.postpone(delivery, "again", delivery.delivery().queued()));
          deliveries = taken(node);
        }
        CyclicBarrier together = new CyclicBarrier(THREE.size());
        List<Future<Boolean>> ends =
            threads.invokeAll(
                deliveries.stream()
                    .<Callable<Boolean>>map(
                        delivery ->
                            () -> {
                              together.await();
                              return node.sending.finish(delivery);
                            })
                    .toList());
        for (Future<Boolean> end : ends) {
          assertThat(end.get()).isTrue();
        }
      }
      node.store.close(); // waits for what is being deleted
      assertNothingIsLeft();
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aMessageIsReadOnceForAllDeliveriesThatAreHeldAndAgainForLaterOnes() throws Exception {
    given(0);
    List<TakenDelivery> taken = taken(other);
    mongo.trips().next();
    for (TakenDelivery delivery : taken) {
      assertThat(other.sending.load(delivery).data().from()).isEqualTo("srs@example.com");
    }
    assertThat(mongo.trips().next()).containsExactly("find mail.files");
    taken.forEach(delivery -> defer(other, delivery));
    clock.advance(Duration.ofMinutes(1));
    TakenDelivery again = taken(other).get(0);
    mongo.trips().next();
    other.sending.load(again);
    assertThat(mongo.trips().next()).containsExactly("find mail.files");
  }

  @Test
  void aMessageIsNotReadByTheNodeThatHandedItOver() throws Exception {
    given(0);
    List<TakenDelivery> taken = taken(node);
    mongo.trips().next();
    for (TakenDelivery delivery : taken) {
      assertThat(node.sending.load(delivery).data().from()).isEqualTo("srs@example.com");
    }
    assertThat(mongo.trips().next()).isEmpty();
  }

  private List<TakenDelivery> given(int places) {
    return handedOver(THREE, places);
  }

  /** Hands a message over; those of its deliveries are returned that are given. */
  private List<TakenDelivery> handedOver(List<String> recipients, int places) {
    node.accept(ids.next(), recipients);
    node.intake.open(places);
    TakenEntry spool = node.store.take(QueueNode.SPOOL).orElseThrow();
    assertThat(node.handOver(spool, recipients)).isTrue();
    List<TakenDelivery> given =
        node.intake.given.stream()
            .map(delivery -> delivery.with(node.intake.messages.get(0)))
            .toList();
    node.intake.given.clear();
    node.intake.messages.clear();
    return given;
  }

  private static List<TakenDelivery> taken(QueueNode node) {
    return node.sending.take(TakeRequest.of("default", 10));
  }

  private boolean defer(TakenDelivery delivery) {
    return defer(node, delivery);
  }

  private boolean defer(QueueNode by, TakenDelivery delivery) {
    return by.sending.defer(
        delivery, Deferral.until(clock.instant().plusSeconds(60), "mx", "450 4.2.0 later"));
  }

  /** The other node takes one over, as when this one was silent for too long. */
  private TakenDelivery takeOver(TakenDelivery delivery) {
    mongo
        .deliveries()
        .updateOne(new Document("_id", delivery.lease().documentId()), LeaseUpdates.unlock());
    return taken(other).get(0);
  }

  private void endElsewhere(TakenDelivery delivery) {
    assertThat(other.sending.finish(takeOver(delivery))).isTrue();
    assertThat(mongo.files().find()).hasSize(1);
  }

  private void assertNothingIsLeft() {
    assertThat(mongo.deliveries().find()).isEmpty();
    assertThat(mongo.files().find()).isEmpty();
    assertThat(mongo.chunks().find()).isEmpty();
  }
}
