package email.wildduck.james.queue.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.queue.CrashAt;
import email.wildduck.james.queue.MutableClock;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.store.MessageData;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.store.TakenEntry;
import email.wildduck.james.queue.zone.Deferral;
import email.wildduck.james.queue.zone.FinalFailure;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Messages with one recipient and the header that they were accepted with, whose delivery this
 * process has a place for. Those with another header are in {@link HandOverTest}.
 */
class GivenHandOverTest {
  private static final List<String> ONE = List.of("b@example.net");

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T12:00:00Z"));
  private final QueueId id = new QueueIdGenerator(clock, "00ab").next();
  private QueueNode node;
  private QueueNode other;

  /** How the work on a delivery ends that stays in the queue. */
  private enum End {
    DEFERRED {
      @Override
      boolean write(QueueNode node, TakenDelivery given, Instant now) {
        return node.sending.defer(given, Deferral.until(now, "mx", "450 later"));
      }
    },
    POSTPONED {
      @Override
      boolean write(QueueNode node, TakenDelivery given, Instant now) {
        return node.sending.postpone(given, "the limit is reached", now);
      }
    },
    RELEASED {
      @Override
      boolean write(QueueNode node, TakenDelivery given, Instant now) {
        return node.store.work().release(given.lease());
      }
    },
    RELEASED_WITH_OTHERS {
      @Override
      boolean write(QueueNode node, TakenDelivery given, Instant now) {
        node.store.work().release("default", List.of(given.lease()));
        return true;
      }
    };

    abstract boolean write(QueueNode node, TakenDelivery given, Instant now);
  }

  @BeforeEach
  void startTwoNodes() {
    mongo.store(clock);
    node = new QueueNode(mongo.database(), clock, "0001");
    other = new QueueNode(mongo.database(), clock, "0002");
  }

  @Test
  void deliveryIsGivenWithItsMessageAndNothingIsWrittenWhenItEndsAtOnce() throws Exception {
    TakenEntry spool = accept();
    Document accepted = delivery();
    assertThat(node.handOverAsAccepted(spool, ONE)).isTrue();
    assertThat(delivery()).isEqualTo(accepted);

    TakenDelivery given = node.intake.given.get(0);
    MessageData data = node.intake.messages.get(0).data();
    assertThat(given.delivery().zone()).isEqualTo("default");
    assertThat(given.delivery().recipient()).isEqualTo("b@example.net");
    assertThat(data.headers()).isEqualTo(node.store.load(id).data().headers());
    assertThat(data.from()).isEqualTo("a@example.com");
    assertThat(node.sending.isSurelyOurs(given)).isTrue();
    assertThat(node.sending.finish(given)).isTrue();
    node.store.lateWrites().now();
    assertNothingIsLeft();
  }

  @Test
  void deliveryIsInItsZoneUnderTheSameLeaseWhenThatIsWritten() {
    TakenEntry spool = give();
    node.store.lateWrites().now();

    TakenDelivery given = node.intake.given.get(0);
    assertThat(delivery())
        .containsEntry("sendingZone", "default")
        .containsEntry("recipient", "b@example.net")
        .containsEntry("locked", true)
        .containsEntry("assigned", "wildduck-james")
        .doesNotContainKeys("james", "handOver")
        .isEqualTo(given.lease().document());
    assertThat(delivery().getEmbedded(List.of("lease", "token"), String.class))
        .isEqualTo(spool.lease().token());
    assertThat(taken(other)).isEmpty();
    assertThat(node.sending.finish(given)).isTrue();
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void deliveryThatEndsAtOnceAndStaysIsInItsZone(End end) {
    give();
    TakenDelivery given = node.intake.given.get(0);
    assertThat(end.write(node, given, clock.instant())).isTrue();

    TakenDelivery again = taken(other).get(0);
    assertThat(again.delivery().recipient()).isEqualTo("b@example.net");
    Document before = delivery();
    node.store.lateWrites().now();
    assertThat(delivery()).isEqualTo(before).doesNotContainKey("james");
    assertThat(node.sending.finish(given)).isFalse();
    assertThat(other.sending.finish(again)).isTrue();
    assertNothingIsLeft();
  }

  @Test
  void deliveryThatFailsAtOnceIsReported() {
    give();
    TakenDelivery given = node.intake.given.get(0);
    assertThat(
            node.failures.record(
                List.of(given.failed(FinalFailure.withoutAttempt(clock.instant()))),
                clock.instant()))
        .isTrue();

    assertThat(delivery()).containsEntry("sendingZone", "default").containsKey("failure");
    clock.advance(Duration.ofMinutes(1));
    other.sweeper.sweep();
    assertThat(other.takeReports()).containsExactly(id + "/b@example.net");
    assertThat(mongo.deliveries().find()).isEmpty();
  }

  @Test
  void deliveryThatIsSetAsideAtOnceStaysSo() {
    give();
    assertThat(node.sending.setAside(node.intake.given.get(0), "unreadable")).isTrue();

    assertThat(delivery())
        .containsEntry("sendingZone", "default")
        .containsKey("setAside")
        .doesNotContainKeys("james", "lease");
    node.store.lateWrites().now();
    clock.advance(Duration.ofMinutes(1));
    other.sweeper.sweep();
    assertThat(taken(other)).isEmpty();
  }

  @Test
  void jamesCannotEndTheMailWhileTheDeliveryIsWorkedOn() {
    TakenEntry spool = give();
    Document before = delivery();

    assertThat(node.store.work().finish(spool.lease(), id)).isFalse();
    assertThat(node.store.work().retry(spool.lease(), clock.instant())).isFalse();
    assertThat(node.store.work().release(spool.lease())).isFalse();
    assertThat(node.store.work().setAside(spool.lease(), "whatever")).isFalse();
    assertThat(delivery()).isEqualTo(before);
    assertThat(mongo.files().countDocuments()).isEqualTo(1);
    assertThat(node.sending.isSurelyOurs(node.intake.given.get(0))).isTrue();
  }

  @Test
  void headerThatIsNotTheAcceptedOneIsWrittenWithItsDeliveryBeforeItIsGiven() {
    TakenEntry spool = accept();
    assertThat(node.handOver(spool, ONE)).isTrue();
    node.store.lateWrites().now();

    TakenDelivery given = node.intake.given.get(0);
    assertThat(delivery())
        .containsEntry("sendingZone", "default")
        .isEqualTo(given.lease().document());
    takeOver();
    assertThat(other.store.take(QueueNode.SPOOL)).isEmpty();
  }

  @Test
  void sameMailIsHandedOverOnce() {
    TakenEntry spool = give();
    node.intake.open(1);
    assertThat(node.handOverAsAccepted(spool, ONE)).isFalse();
    node.sending.defer(
        node.intake.given.get(0), Deferral.until(clock.instant(), "mx", "450 later"));
    assertThat(node.handOverAsAccepted(spool, ONE)).isFalse();
    node.sending.finish(taken(node).get(0));
    assertThat(node.handOverAsAccepted(spool, ONE)).isFalse();

    assertThat(node.intake.given).hasSize(1);
    assertThat(node.intake.places()).isEqualTo(1);
    assertNothingIsLeft();
  }

  @Test
  void nothingIsGivenAndThePlaceIsFreeAgainWhenTheLeaseWasLost() {
    TakenEntry lost = accept();
    takeOver();
    assertThat(node.handOverAsAccepted(lost, ONE)).isFalse();
    assertThat(node.intake.given).isEmpty();
    assertThat(node.intake.places()).isEqualTo(1);
  }

  @Test
  void reRunHandsOverWhenTheNodeWasKilledBeforeItWasGiven() {
    TakenEntry spool = accept();
    node.crash.crashAt(QueuePoint.HAND_OVER_KEPT);
    assertThatThrownBy(() -> node.handOverAsAccepted(spool, ONE)).isInstanceOf(CrashAt.Crash.class);
    assertThat(node.intake.given).isEmpty();
    assertThat(node.intake.places()).isEqualTo(1);
    takeOver();
    assertThat(other.handOver(spool(other), ONE)).isTrue();
    assertThat(taken(other)).hasSize(1);
  }

  @Test
  void reRunHandsOverWhenTheNodeIsGoneAndNothingWasWritten() throws Exception {
    give();
    takeOver();
    TakenEntry again = spool(other);
    assertThat(other.store.load(again.entry()).data().from()).isEqualTo("a@example.com");
    assertThat(other.handOver(again, ONE)).isTrue();

    TakenDelivery given = node.intake.given.get(0);
    Document before = delivery();
    node.store.lateWrites().now();
    assertThat(delivery()).isEqualTo(before);
    assertThat(node.sending.isSurelyOurs(given)).isFalse();
    assertThat(node.sending.finish(given)).isFalse();
    assertThat(other.sending.finish(taken(other).get(0))).isTrue();
    assertNothingIsLeft();
  }

  @Test
  void deliveryIsTakenOverWhenTheNodeIsGoneAndItWasWritten() {
    give();
    node.store.lateWrites().now();
    clock.advance(Duration.ofSeconds(31));
    other.sweeper.sweep();
    TakenDelivery takenOver = taken(other).get(0);
    assertThat(node.sending.finish(node.intake.given.get(0))).isFalse();
    assertThat(other.sending.finish(takenOver)).isTrue();
    assertNothingIsLeft();
  }

  @Test
  void leaseIsRenewedBeforeAndAfterItIsWritten() {
    give();
    for (int i = 0; i < 2; i++) {
      clock.advance(Duration.ofSeconds(20));
      node.store.leases().renewAll();
      clock.advance(Duration.ofSeconds(20));
      other.sweeper.sweep();
      node.store.leases().renewAll();
      node.store.lateWrites().now();
    }

    assertThat(other.store.take(QueueNode.SPOOL)).isEmpty();
    assertThat(taken(other)).isEmpty();
    assertThat(node.sending.finish(node.intake.given.get(0))).isTrue();
    assertNothingIsLeft();
  }

  @Test
  void deliveryStaysWithTheNodeWhenItsSpoolIsStopped() {
    give();
    assertThat(node.store.releaseAll(List.of(QueueNode.SPOOL))).isZero();

    assertThat(delivery()).containsEntry("sendingZone", "default").containsEntry("locked", true);
    assertThat(node.sending.isSurelyOurs(node.intake.given.get(0))).isTrue();
    assertThat(node.sending.finish(node.intake.given.get(0))).isTrue();
  }

  @Test
  void deliveryWaitsForAnybodyWhenTheSpoolIsStoppedInTheMiddle() {
    TakenEntry spool = accept();
    node.crash.pauseAt(
        QueuePoint.HAND_OVER_KEPT, () -> node.store.releaseAll(List.of(QueueNode.SPOOL)));
    assertThat(node.handOverAsAccepted(spool, ONE)).isTrue();

    assertThat(node.intake.given).isEmpty();
    assertThat(node.intake.places()).isEqualTo(1);
    assertThat(other.sending.finish(taken(other).get(0))).isTrue();
    assertNothingIsLeft();
  }

  private TakenEntry accept() {
    node.accept(id, ONE);
    node.intake.open(1);
    return spool(node);
  }

  private TakenEntry give() {
    TakenEntry spool = accept();
    assertThat(node.handOverAsAccepted(spool, ONE)).isTrue();
    return spool;
  }

  private void takeOver() {
    clock.advance(Duration.ofSeconds(31));
    other.store.releaseExpired(QueueNode.SPOOL);
  }

  private Document delivery() {
    return mongo.deliveries().find().first();
  }

  private void assertNothingIsLeft() {
    assertThat(mongo.deliveries().find()).isEmpty();
    assertThat(mongo.files().find()).isEmpty();
    assertThat(mongo.chunks().find()).isEmpty();
  }

  private static TakenEntry spool(QueueNode node) {
    return node.store.take(QueueNode.SPOOL).orElseThrow();
  }

  private static List<TakenDelivery> taken(QueueNode node) {
    return node.sending.take(TakeRequest.of("default", 1));
  }
}
