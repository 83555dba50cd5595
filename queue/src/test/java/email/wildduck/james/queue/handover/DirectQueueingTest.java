package email.wildduck.james.queue.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.queue.CrashAt;
import email.wildduck.james.queue.MutableClock;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DirectQueueingTest {
  private static final List<String> ONE = List.of("b@example.net");
  private static final List<String> THREE = List.of("b@example.net", "c@d.org", "d@example.net");

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T12:00:00Z"));
  private final QueueId id = new QueueIdGenerator(clock, "00ab").next();
  private QueueNode node;

  @BeforeEach
  void startNode() {
    mongo.store(clock);
    node = new QueueNode(mongo.database(), clock, "0001");
  }

  @Test
  void eachRecipientHasADelivery() throws Exception {
    add(THREE);
    List<TakenDelivery> taken = taken();
    assertThat(taken).extracting(t -> t.delivery().toString()).contains(id + ".002");
    assertThat(taken).hasSize(3);
    assertThat(node.sending.load(taken.get(0)).data().id()).isEqualTo(id);
    assertThat(mongo.deliveries().find().first()).doesNotContainKeys("handOver", "james");
  }

  @Test
  void nothingIsAddedWhenTheSameIsQueuedAgain() throws Exception {
    add(ONE);
    add(ONE);
    assertThat(taken()).hasSize(1);
    add(ONE);
    assertThat(mongo.deliveries().countDocuments()).isEqualTo(1);
    assertThat(mongo.files().countDocuments()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = QueuePoint.class,
      names = {
        "ACCEPT_FILE_WRITTEN",
        "HAND_OVER_STAGED",
        "ACCEPT_QUEUED",
        "HAND_OVER_OTHERS_RELEASED"
      })
  void secondTryEndsWhatAKilledOneHasBegun(QueuePoint point) throws Exception {
    node.crash.crashAt(point);
    assertThatThrownBy(() -> add(THREE)).isInstanceOf(CrashAt.Crash.class);
    taken().forEach(node.sending::finish);
    add(THREE);
    taken().forEach(node.sending::finish);
    assertThat(mongo.deliveries().find()).isEmpty();
    assertThat(mongo.files().find()).isEmpty();
  }

  @Test
  void sweeperDeletesWhatWasNotCommittedAndReleasesWhatWas() {
    node.crash.crashAt(QueuePoint.HAND_OVER_STAGED);
    assertThatThrownBy(() -> add(THREE)).isInstanceOf(CrashAt.Crash.class);
    clock.advance(Duration.ofSeconds(31));
    assertThat(node.sweeper.sweep().staged()).isEqualTo(2);
    assertThat(mongo.deliveries().find()).isEmpty();

    node.crash.crashAt(QueuePoint.ACCEPT_QUEUED);
    assertThatThrownBy(() -> add(THREE)).isInstanceOf(CrashAt.Crash.class);
    assertThat(taken()).isEmpty();
    clock.advance(Duration.ofSeconds(31));
    assertThat(node.sweeper.sweep().staged()).isEqualTo(3);
    assertThat(taken()).hasSize(3);
    assertThat(mongo.deliveries().find(new Document("handOver", new Document("$exists", true))))
        .isEmpty();
  }

  private void add(List<String> recipients) throws IOException {
    List<NewDelivery> deliveries =
        recipients.stream()
            .map(to -> NewDelivery.to("default", to, clock.instant(), DeliveryTarget.mxOfDomain()))
            .toList();
    new DirectQueueing(node.collections, node.store.files(), node.store.signals())
        .add(id, NewMessage.of(QueueNode.message("bounce"), "", recipients), deliveries);
  }

  private List<TakenDelivery> taken() {
    return node.sending.take(TakeRequest.of("default", 10));
  }
}
