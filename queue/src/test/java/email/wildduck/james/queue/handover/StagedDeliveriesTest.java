package email.wildduck.james.queue.handover;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.queue.MutableClock;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.store.HeaderUpdate;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.MessageData;
import email.wildduck.james.queue.store.NewDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two owners of one message, one after the other, whose writes arrive in the wrong order. */
class StagedDeliveriesTest {
  private static final List<String> TO = List.of("b@example.net", "c@example.net");

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T12:00:00Z"));
  private final QueueId id = new QueueIdGenerator(clock, "00ab").next();
  private QueueNode node;
  private StagedDeliveries staged;
  private Lease earlier;
  private Lease later;

  @BeforeEach
  void takeTwice() {
    node = new QueueNode(mongo.database(), clock, "0001");
    staged = new StagedDeliveries(node.collections);
    node.accept(id, TO);
    earlier = node.store.take(QueueNode.SPOOL).orElseThrow().lease();
    clock.advance(Duration.ofSeconds(31));
    node.store.releaseExpired();
    later = node.store.take(QueueNode.SPOOL).orElseThrow().lease();
  }

  @Test
  void laterOwnersDeliveriesStayWhenTheEarlierOneStagesAfterIt() {
    stage(later, "late");
    stage(earlier, "early");

    assertThat(staged.becomesFirstDelivery(earlier, delivery("early", 0), clock.instant()))
        .isFalse();
    assertThat(staged.withdraw(id, earlier.token())).isZero();
    assertThat(staged.becomesFirstDelivery(later, delivery("late", 0), clock.instant())).isTrue();
    assertThat(staged.releaseOthers(id, later.token())).isEqualTo(1);
    assertThat(staged.releaseFirst(later.documentId(), later.token())).isTrue();
    assertThat(staged.releaseFirst(later.documentId(), later.token())).isFalse();
    assertThat(mongo.deliveries().find(new Document("sendingZone", "late"))).hasSize(2);
  }

  @Test
  void laterOwnersDeliveriesReplaceThoseOfTheEarlierOne() {
    stage(earlier, "early");
    stage(later, "late");
    assertThat(mongo.deliveries().find(new Document("sendingZone", "early"))).isEmpty();
    assertThat(mongo.deliveries().find(new Document("sendingZone", "late"))).hasSize(1);
  }

  @Test
  void stagingAgainLeavesAloneWhatHasBeenReleased() {
    stage(later, "late");
    staged.becomesFirstDelivery(later, delivery("late", 0), clock.instant());
    staged.releaseOthers(id, later.token());
    stage(later, "again");
    assertThat(mongo.deliveries().find(new Document("sendingZone", "again"))).isEmpty();
  }

  @Test
  void laterOwnersHeaderStaysWhenTheEarlierOneWritesAfterIt() throws Exception {
    HeaderUpdate headers = new HeaderUpdate(node.collections, node.store.files());
    assertThat(replace(headers, later, "late")).isTrue();
    assertThat(replace(headers, earlier, "early")).isFalse();
    MessageData data = node.store.load(id).data();
    assertThat(data.headers().first("Subject").orElseThrow().value()).isEqualTo("late");
  }

  private static boolean replace(HeaderUpdate headers, Lease lease, String subject)
      throws Exception {
    return headers
        .replace(lease.file().orElseThrow(), lease.takes(), QueueNode.message(subject), "", TO)
        .isPresent();
  }

  private void stage(Lease lease, String zone) {
    staged.stage(lease, id, List.of(delivery(zone, 0), delivery(zone, 1)), clock.instant());
  }

  private NewDelivery delivery(String zone, int number) {
    return NewDelivery.to(zone, TO.get(number), clock.instant(), DeliveryTarget.mxOfDomain());
  }
}
