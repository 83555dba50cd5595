package email.wildduck.james.queue.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.zone.DeliveryIntake;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Deliveries that a consumer is given as they come, without taking them. */
class ZoneArrivalsTest extends ZoneConsumerFixture {
  private static final String ASIDE = "aside";

  @Test
  void newDeliveriesThatFindNoPlaceWaitForOneWithoutBeingTakenFromTheDatabase() throws IOException {
    QueueNode quiet = nodeWithoutPoll("0003");
    CountDownLatch mayEnd = new CountDownLatch(1);
    ZoneConsumer consumer =
        consume(
            quiet,
            limits(2, 2),
            delivery -> {
              awaitQuietly(mayEnd);
              return finished(delivery);
            });
    await().until(() -> consumer.places().free() == 2 && isOpen(consumer));
    for (int i = 0; i < 18; i++) {
      give(quiet, consumer, "r" + i + "@d" + i % 2 + ".example");
    }
    assertThat(consumer.places().free()).isZero();
    assertThat(consumer.places().waiting()).isEqualTo(16);
    assertThat(consumer.reserve("d0.example")).isEmpty();
    mongo.trips().next();
    mayEnd.countDown();

    await().untilAsserted(() -> assertThat(mongo.files().countDocuments()).isZero());
    assertThat(mongo.trips().next()).doesNotContain("findAndModify zone-queue");
    assertThat(done).hasSize(18).doesNotHaveDuplicates();
  }

  @Test
  void newDeliveriesThatWaitAreGivenBackWhenTheConsumerEnds() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    ZoneConsumer consumer =
        consume(
            node,
            limits(1, 1),
            delivery -> {
              awaitQuietly(mayEnd);
              return finished(delivery);
            });
    await().until(() -> isOpen(consumer));
    give(node, consumer, "works@d.example");
    give(node, consumer, "waits@d.example");
    DeliveryIntake.Place late = consumer.reserve("d.example").orElseThrow();
    List<TakenDelivery> comesLate = take(node, "late@d.example");
    Thread end = new Thread(consumer::close);
    end.start();
    await().untilAsserted(() -> assertThat(unlocked()).containsExactly("waits@d.example"));
    mayEnd.countDown();
    end.join();
    late.give(comesLate, node.store.load(comesLate.get(0).delivery().id()));
    assertThat(unlocked()).containsExactlyInAnyOrder("waits@d.example", "late@d.example");
    assertThat(done).hasSize(1);
  }

  @Test
  void aZoneIsBehindWhenAsManyWaitAsCanBeginAndPlacesAreSoonFree() throws IOException {
    AtomicReference<CountDownLatch> mayEnd = new AtomicReference<>(new CountDownLatch(0));
    ZoneConsumer consumer =
        consume(
            node,
            limits(1, 1),
            delivery -> {
              awaitQuietly(mayEnd.get());
              return finished(delivery);
            });
    await().until(() -> isOpen(consumer));
    ConsumerIntake intake = new ConsumerIntake();
    intake.add(consumer);
    for (int i = 0; i < 60; i++) {
      give(node, consumer, "quick" + i + "@d.example");
      await().until(() -> consumer.places().free() == 1);
    }
    mayEnd.set(new CountDownLatch(1));
    give(node, consumer, "works@d.example");
    assertThat(intake.isBehind()).isFalse();
    give(node, consumer, "waits@d.example");
    assertThat(intake.isBehind()).isTrue();
    mayEnd.get().countDown();
    await().untilAsserted(() -> assertThat(done).hasSize(62));
    assertThat(intake.isBehind()).isFalse();
  }

  /** Whether it knows that nothing older waits. */
  private static boolean isOpen(ZoneConsumer consumer) {
    Optional<DeliveryIntake.Place> place = consumer.reserve("open.example");
    place.ifPresent(DeliveryIntake.Place::cancel);
    return place.isPresent();
  }

  private void give(QueueNode by, ZoneConsumer consumer, String recipient) throws IOException {
    DeliveryIntake.Place place =
        consumer.reserve(recipient.substring(recipient.indexOf('@') + 1)).orElseThrow();
    List<TakenDelivery> taken = take(by, recipient);
    try {
      place.give(taken, by.store.load(taken.get(0).delivery().id()));
    } catch (BrokenEntryException e) {
      throw new AssertionError(e);
    }
  }

  /** One that the consumer does not take itself. */
  private List<TakenDelivery> take(QueueNode by, String recipient) throws IOException {
    add(by, ASIDE, List.of(recipient));
    return by.sending.take(TakeRequest.of(ASIDE, 1));
  }

  private List<String> unlocked() {
    return mongo
        .deliveries()
        .find(new Document("locked", false))
        .map(document -> document.getString("recipient"))
        .into(new ArrayList<>());
  }
}
