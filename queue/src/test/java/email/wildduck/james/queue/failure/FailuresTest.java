package email.wildduck.james.queue.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.queue.CrashAt;
import email.wildduck.james.queue.MutableClock;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.egress.Reporting;
import email.wildduck.james.queue.handover.DirectQueueing;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.zone.Deferral;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailuresTest {
  private static final String A = "a@one.example";
  private static final String B = "b@two.example";
  private static final String C = "c@three.example";
  private static final Duration LEASE_AND_MORE = Duration.ofSeconds(31);

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final MutableClock clock = new MutableClock(Instant.now());
  private final QueueIdGenerator ids = new QueueIdGenerator(clock, "00ab");
  private QueueNode node;
  private QueueNode other;

  @BeforeEach
  void startNodes() {
    mongo.store(clock);
    node = new QueueNode(mongo.database(), clock, "0001");
    other = new QueueNode(mongo.database(), clock, "0002");
  }

  @Test
  void aFailureIsTakenByNobodyAndCancelledByNobodyAndKeepsItsMessage() {
    QueueId id = queued(A, B);
    List<TakenDelivery> taken = takeAll(node);
    assertThat(node.fail(taken.get(0))).isTrue();

    Document failure = failure();
    assertThat(failure)
        .containsEntry("id", id.asString())
        .containsEntry("locked", true)
        .containsEntry("assigned", "wildduck-james:failed")
        .doesNotContainKey("lease");
    assertThat(failure.get("failure", Document.class))
        .containsEntry("time", Date.from(clock.instant()))
        .containsEntry("status", "5.1.1")
        .containsEntry("host", "mx.example.net");
    assertThat(node.sending.finish(taken.get(1))).isTrue();
    clock.advance(Duration.ofHours(2));
    assertThat(node.store.releaseExpired()).isZero();
    assertThat(node.sending.take(TakeRequest.of("default", 10))).isEmpty();
    assertThatThrownBy(() -> node.sending.takeOver("wildduck-james:failed"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(cancelledByWildDuck(id)).isZero();
    assertThat(mongo.files().countDocuments()).isEqualTo(1);
  }

  @Test
  void failuresAtDifferentDomainsAndNodesAreInOneReportWhenTheRoundIsOver() {
    QueueId id = queued(A, B, C);
    TakenDelivery a = takeOne(node);
    TakenDelivery b = takeOne(other);

    assertThat(node.fail(a)).isTrue();
    assertThat(other.fail(b)).isTrue();
    assertThat(node.reporting.isOver(id)).as("one is due").isFalse();
    TakenDelivery c = takeOne(node);
    assertThat(other.reporting.isOver(id)).as("one is in work").isFalse();
    assertThat(node.failures.inRound(List.of(id))).containsExactly(id);
    assertThat(node.fail(c)).isFalse();

    assertThat(reports()).singleElement().asString().contains(A, B, C);
    assertThatNothingIsLeft();
  }

  @Test
  void whatWaitsForALaterTimeOrIsAnothersIsNotWaitedFor() {
    queued(A, B, C);
    List<TakenDelivery> taken = takeAll(node);
    node.sending.defer(
        taken.get(0), Deferral.until(clock.instant().plusSeconds(300), "mx", "451 later"));
    node.sending.postpone(taken.get(1), "paused", clock.instant());
    mongo
        .deliveries()
        .updateOne(
            new Document("recipient", taken.get(1).delivery().recipient()),
            new Document("$set", new Document("assigned", "zonemta-1").append("locked", true)));

    assertThat(node.fail(taken.get(2))).isFalse();

    assertThat(reports()).hasSize(1);
  }

  @Test
  void aFailureWaitsNoLongerThanItMayAndALaterOneIsReportedByItself() {
    QueueId id = queued(A, B);
    List<TakenDelivery> taken = takeAll(node);
    node.fail(taken.get(0));
    clock.advance(QueueNode.GATHER.minusMillis(1));
    assertThat(node.reporting.isOver(id)).isFalse();
    clock.advance(Duration.ofMillis(1));
    assertThat(node.reporting.isOver(id)).isTrue();
    assertThat(reports()).hasSize(1);

    assertThat(node.fail(taken.get(1))).isFalse();

    assertThat(reports()).hasSize(1);
    assertThatNothingIsLeft();
  }

  @Test
  void theOnlyDeliveryOfAMessageBecomesTheReportWithoutBeingAFailure() throws Exception {
    queued(A);
    TakenDelivery taken = takeOne(node);
    TakenDelivery read = taken.with(node.sending.load(taken));
    mongo.trips().next();

    assertThat(node.fail(read)).isFalse();

    assertThat(mongo.trips().next())
        .containsExactly(
            "insert mail.chunks",
            "insert mail.files",
            "update zone-queue",
            "find zone-queue",
            "delete mail.chunks",
            "delete mail.files");
    Document report = mongo.deliveries().find().first();
    assertThat(report)
        .containsEntry("_id", taken.lease().documentId())
        .containsEntry("seq", "001")
        .containsEntry("recipient", "a@example.com")
        .containsEntry("domain", "example.com")
        .containsEntry("sendingZone", QueueNode.REPORTS)
        .containsEntry("assigned", "no")
        .containsEntry("locked", false)
        .containsKeys("queued", "created", "lockTime")
        .doesNotContainKeys("failure", "report", "lease", "attempts", "_deferred");
    assertThat(mongo.files().find().first())
        .containsEntry("filename", "message " + report.getString("id"));
    assertThat(reports()).hasSize(1);
    assertThatNothingIsLeft();
  }

  @ParameterizedTest
  @EnumSource(
      value = QueuePoint.class,
      names = {"FAIL_WRITTEN", "REPORT_.*"},
      mode = EnumSource.Mode.MATCH_ANY)
  void thereIsOneReportWhereverANodeIsKilled(QueuePoint point) {
    queued(A, B, C);
    List<TakenDelivery> taken = takeAll(node);
    node.fail(taken.get(0));
    node.fail(taken.get(1));
    node.crash.crashAt(point);

    // what the report's writer catches, other than a kill, has it tried again
    if (point == QueuePoint.REPORT_FILE_WRITTEN) {
      node.fail(taken.get(2));
    } else {
      assertThatThrownBy(() -> node.fail(taken.get(2))).isInstanceOf(CrashAt.Crash.class);
    }
    clock.advance(Duration.ofSeconds(1));
    other.sweeper.sweep();
    clock.advance(LEASE_AND_MORE);
    other.sweeper.sweep();
    clock.advance(LEASE_AND_MORE);
    other.sweeper.sweep();

    assertThat(reports()).singleElement().asString().contains(A, B, C);
    clock.advance(Duration.ofHours(2));
    other.sweeper.sweep();
    assertThatNothingIsLeft();
  }

  @Test
  void whoIsLateDoesNotReportWhatAnotherHasReported() {
    QueueId id = queued(A, B);
    List<TakenDelivery> taken = takeAll(node);
    node.fail(taken.get(0));
    node.crash.pauseAt(
        QueuePoint.REPORT_FILE_WRITTEN,
        () -> {
          clock.advance(LEASE_AND_MORE);
          assertThat(other.reporting.isOver(id)).isTrue();
        });

    node.fail(taken.get(1));

    assertThat(reports()).singleElement().asString().contains(A, B);
    clock.advance(Duration.ofHours(2));
    node.sweeper.sweep();
    assertThatNothingIsLeft();
  }

  @Test
  void whoIsLateDoesNotReportWhatAnotherHasClaimed() {
    QueueId id = queued(A, B);
    List<TakenDelivery> taken = takeAll(node);
    node.fail(taken.get(0));
    List<TakenDelivery> claimed = new ArrayList<>();
    node.crash.pauseAt(
        QueuePoint.REPORT_FILE_WRITTEN,
        () -> {
          clock.advance(LEASE_AND_MORE);
          claimed.addAll(other.failures.claim(id).deliveries());
        });
    node.fail(taken.get(1));
    assertThat(claimed).hasSize(2);
    assertThat(reports()).isEmpty();

    assertThat(other.reports.commit(claimed, other.written(claimed))).isTrue();

    assertThat(reports()).singleElement().asString().contains(A, B);
  }

  @Test
  void twoThatClaimAtTheSameMomentMakeOneReport() {
    QueueId id = queued(A, B);
    List<TakenDelivery> taken = takeAll(node);
    node.fail(taken.get(0));
    node.crash.pauseAt(
        QueuePoint.REPORT_CLAIMED, () -> assertThat(other.reporting.isOver(id)).isFalse());

    node.fail(taken.get(1));

    assertThat(reports()).singleElement().asString().contains(A, B);
  }

  @Test
  void whoFindsAnothersClaimGivesItsOwnBack() {
    QueueId id = queued(A, B);
    List<TakenDelivery> taken = takeAll(node);
    node.fail(taken.get(0));
    node.crash.pauseAt(
        QueuePoint.REPORT_CLAIMED,
        () ->
            mongo
                .deliveries()
                .updateOne(
                    new Document("recipient", A),
                    new Document("$set", new Document("lease.token", "another"))));
    assertThat(node.fail(taken.get(1))).isTrue();
    assertThat(reports()).isEmpty();
    assertThat(mongo.deliveries().find(new Document("recipient", B)).first())
        .doesNotContainKey("lease");

    clock.advance(LEASE_AND_MORE);
    assertThat(node.reporting.isOver(id)).isTrue();

    assertThat(reports()).singleElement().asString().contains(A, B);
  }

  @Test
  void aReportThatCannotBeWrittenIsTriedAgainLaterWithoutAnAttempt() {
    QueueId id = queued(A);
    Reporting failing =
        node.reporting(
            failed -> {
              throw new IllegalStateException("broken step");
            });
    assertThat(failing.isToFollow(takeAll(node))).isFalse();
    assertThat(failing.isOver(id)).isFalse();
    clock.advance(Duration.ofSeconds(29));
    node.sweeper.sweep();
    assertThat(reports()).isEmpty();
    assertThat(takeAll(node)).isEmpty();
    clock.advance(Duration.ofSeconds(2));
    assertThat(node.sweeper.sweep().failed()).isEqualTo(1);

    assertThat(reports()).hasSize(1);
    assertThatNothingIsLeft();
  }

  @Test
  void whereNobodyIsToBeToldFailuresJustEnd() {
    queued(A, B);
    Reporting silent = node.reporting(failed -> failed.all(Outcome.bounced("", "")));

    assertThat(silent.isToFollow(takeAll(node))).isFalse();

    assertThatNothingIsLeft();
  }

  @Test
  void theSweeperLeavesAloneWhatIsGatheredAndWhatIsHeld() {
    queued(A, B, C);
    List<TakenDelivery> taken = takeAll(node);
    node.fail(taken.get(0));
    other.sweeper.sweep();
    assertThat(reports()).isEmpty();
    node.crash.crashAt(QueuePoint.REPORT_CLAIMED);
    clock.advance(QueueNode.GATHER);
    assertThatThrownBy(() -> node.fail(taken.get(1))).isInstanceOf(CrashAt.Crash.class);
    other.sweeper.sweep();

    assertThat(reports()).isEmpty();
  }

  @Test
  void whatIsGivenUpWhenNoNodeRunsIsADeliveryAgainAndWhatIsCommittedIsAReport() {
    queued(A, B);
    List<TakenDelivery> taken = takeAll(node);
    node.fail(taken.get(0));
    AbandonedFailures abandoned = new AbandonedFailures(other.store);
    assertThat(abandoned.count()).isEqualTo(1);
    assertThat(abandoned.release()).isEqualTo(1);
    assertThat(other.sending.take(TakeRequest.of("default", 9)))
        .singleElement()
        .satisfies(again -> assertThat(again.delivery().failure()).isEmpty());

    queued(A, B);
    node.crash.crashAt(QueuePoint.REPORT_COMMITTED);
    List<TakenDelivery> both = node.sending.take(TakeRequest.of("default", 9));
    assertThat(both).hasSize(2);
    assertThatThrownBy(() -> node.fail(both.get(0), both.get(1))).isInstanceOf(CrashAt.Crash.class);
    abandoned.release();
    assertThat(reports()).singleElement().asString().contains(A, B);
  }

  @Test
  void aFailureThatCannotBeReadIsSetAside() {
    QueueId id = queued(A, B);
    List<TakenDelivery> taken = takeAll(node);
    node.fail(taken.get(0));
    mongo
        .deliveries()
        .updateOne(
            new Document("assigned", "wildduck-james:failed"),
            new Document("$set", new Document("queued", "soon")));
    String broken = taken.get(0).delivery().recipient();

    node.fail(taken.get(1));

    assertThat(reports()).singleElement().asString().doesNotContain(broken);
    assertThat(mongo.deliveries().find().first()).containsKey("setAside");
    assertThat(node.reporting.isOver(id)).isTrue();
    assertThat(node.failures.dueBefore(clock.instant().plusSeconds(1), 10)).isEmpty();
  }

  private QueueId queued(String... recipients) {
    List<NewDelivery> deliveries = new ArrayList<>();
    for (String recipient : recipients) {
      deliveries.add(
          NewDelivery.to("default", recipient, clock.instant(), DeliveryTarget.mxOfDomain()));
    }
    QueueId id = ids.next();
    try {
      new DirectQueueing(node.collections, node.store.files(), node.store.signals())
          .add(
              id,
              NewMessage.of(QueueNode.message("m"), "a@example.com", List.of(recipients)),
              deliveries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return id;
  }

  private static TakenDelivery takeOne(QueueNode by) {
    return by.sending.take(TakeRequest.of("default", 1)).get(0);
  }

  /** With their message at hand. */
  private static List<TakenDelivery> takeAll(QueueNode by) {
    List<TakenDelivery> taken = new ArrayList<>();
    for (TakenDelivery one : by.sending.take(TakeRequest.of("default", 10))) {
      try {
        taken.add(one.with(by.sending.load(one)));
      } catch (BrokenEntryException e) {
        throw new IllegalStateException(e);
      }
    }
    return taken;
  }

  private List<String> reports() {
    return other.takeReports();
  }

  private Document failure() {
    return mongo.deliveries().find(new Document("failure", new Document("$exists", true))).first();
  }

  private long cancelledByWildDuck(QueueId id) {
    return mongo
        .deliveries()
        .deleteMany(new Document("id", id.asString()).append("locked", false))
        .getDeletedCount();
  }

  private void assertThatNothingIsLeft() {
    assertThat(mongo.deliveries().find()).isEmpty();
    assertThat(mongo.files().find()).isEmpty();
    assertThat(mongo.chunks().find()).isEmpty();
  }
}
