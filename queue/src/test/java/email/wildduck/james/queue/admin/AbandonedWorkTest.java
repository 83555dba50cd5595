package email.wildduck.james.queue.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.queue.CrashAt;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.zone.Deferral;
import email.wildduck.james.queue.zone.Delay;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbandonedWorkTest {
  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private QueueWork work;
  private AbandonedWork abandoned;

  @BeforeEach
  void startNode() {
    work = new QueueWork(mongo);
    abandoned = new AbandonedWork(new QueueNode(mongo.database(), work.clock, "0002").store);
  }

  @Test
  void whatAKilledNodeHeldIsEverybodysWhenItsLeasesHaveRunOut() {
    work.queued();
    work.takeOne();
    work.clock.advance(Duration.ofSeconds(31));

    assertThat(abandoned.count().ended()).isEqualTo(1);
    assertThat(abandoned.count().held()).isZero();
    assertThat(abandoned.count().heldUntil()).isEmpty();
    assertThat(abandoned.release()).isEqualTo(1);
    assertThat(mongo.deliveries().find())
        .hasSize(2)
        .allSatisfy(
            delivery ->
                assertThat(delivery)
                    .containsEntry("assigned", "no")
                    .containsEntry("locked", false)
                    .doesNotContainKey("lease"));
    assertThat(abandoned.release()).isZero();
  }

  @Test
  void whatANodeHoldsIsLeftToItUnlessThatIsWanted() {
    work.queued();
    work.takeOne();

    Abandoned found = abandoned.count();
    assertThat(found.ended()).isZero();
    assertThat(found.held()).isEqualTo(1);
    assertThat(found.owners()).containsExactly(work.node.collections.owner());
    assertThat(found.heldUntil()).contains(work.clock.instant().plusSeconds(30));
    assertThat(abandoned.release()).isZero();
    assertThat(held()).isEqualTo(1);
    assertThat(abandoned.releaseHeldToo()).isEqualTo(1);
    assertThat(held()).isZero();
  }

  @Test
  void aHandOverThatWasCommittedIsEnded() {
    work.spooled();
    // the other one is staged, and it is committed
    work.node.crash.crashAfter(2);
    assertThatThrownBy(
            () ->
                work.node.handOver(
                    work.node.store.take(QueueNode.SPOOL).orElseThrow(), QueueWork.TWO))
        .isInstanceOf(CrashAt.Crash.class);
    work.clock.advance(Duration.ofSeconds(31));

    assertThat(abandoned.count().staged()).isEqualTo(2);
    assertThat(abandoned.release()).isPositive();
    assertThat(abandoned.count().staged()).isZero();
    assertThat(work.node.sending.take(TakeRequest.of("default", 5))).hasSize(2);
  }

  @Test
  void whatHasFailedIsADeliveryAgainWhenNoNodeIsAboutToReportIt() {
    work.queued();
    TakenDelivery failed = work.takeOne();
    work.node.fail(failed);
    assertThat(abandoned.count().staged()).isEqualTo(1);
    work.clock.advance(QueueNode.GATHER);
    work.node.crash.crashAt(QueuePoint.REPORT_CLAIMED);
    assertThatThrownBy(() -> work.node.reporting.isOver(failed.delivery().id()))
        .isInstanceOf(CrashAt.Crash.class);
    assertThat(abandoned.count().held()).isEqualTo(1);
    work.clock.advance(Duration.ofSeconds(31));
    assertThat(abandoned.count().held()).isZero();

    assertThat(abandoned.release()).isEqualTo(1);

    assertThat(abandoned.count().staged()).isZero();
    assertThat(work.node.sending.take(TakeRequest.of("default", 5))).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"WARNING_STAGED, 0", "WARNING_COMMITTED, 1"})
  void aWarningThatIsStagedIsQueuedWhenItWasCommittedAndElseDeleted(QueuePoint point, int queued) {
    work.queued();
    TakenDelivery delayed = work.takeOne();
    Instant now = work.clock.instant();
    work.node.sending.defer(
        delayed,
        Deferral.until(now.plusSeconds(60), "mx", "451 later")
            .withDelay(Delay.until(now, "4.0.0").asDue()));
    work.clock.advance(QueueNode.GATHER);
    work.node.crash.crashAt(point);
    assertThatThrownBy(() -> work.node.warning.isOver(delayed.delivery().id()))
        .isInstanceOf(CrashAt.Crash.class);
    QueueOverview overview = new QueueOverview(work.node.collections);
    assertThat(overview.zone(QueueNode.REPORTS).count(DeliveryState.STAGED)).isEqualTo(1);
    assertThat(overview.zone(QueueNode.REPORTS).count(DeliveryState.ELSEWHERE)).isZero();
    assertThat(abandoned.count().staged()).isEqualTo(1);
    assertThat(abandoned.release()).as("its node may run").isEqualTo(queued);
    work.clock.advance(Duration.ofSeconds(31));

    assertThat(abandoned.release()).isEqualTo(2 - queued);

    assertThat(abandoned.count().staged()).isZero();
    assertThat(held()).isZero();
    assertThat(work.node.takeReports()).hasSize(queued);
  }

  @Test
  void whatIsStillInTheSpoolIsCountedAndStaysThere() {
    work.spooled();
    work.node.store.take(QueueNode.SPOOL);
    work.spooled();
    // the other one is staged
    work.node.crash.crashAfter(1);
    assertThatThrownBy(
            () ->
                work.node.handOver(
                    work.node.store.take(QueueNode.SPOOL).orElseThrow(), QueueWork.TWO))
        .isInstanceOf(CrashAt.Crash.class);
    work.clock.advance(Duration.ofSeconds(31));

    assertThat(abandoned.count().inQueuesOfJames()).isEqualTo(2);
    assertThat(abandoned.release()).isEqualTo(2);
    assertThat(abandoned.count().inQueuesOfJames()).isEqualTo(2);
    assertThat(held()).isZero();
  }

  @Test
  void whatOthersHaveAndWhatIsSetAsideStays() {
    work.set(work.queued(), "b@one.example", "assigned", "zonemta-1");
    work.set(work.queued(), "b@one.example", "locked", true);
    work.node.sending.setAside(work.takeOne(), "no file");
    work.clock.advance(Duration.ofSeconds(31));
    List<Document> before = mongo.deliveries().find().into(new ArrayList<>());

    assertThat(abandoned.release()).isZero();
    assertThat(mongo.deliveries().find()).containsExactlyElementsOf(before);
  }

  private long held() {
    return mongo.deliveries().countDocuments(new Document("lease", new Document("$exists", true)));
  }
}
