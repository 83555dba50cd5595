package email.wildduck.james.queue.delay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.queue.CrashAt;
import email.wildduck.james.queue.MutableClock;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.egress.Warning;
import email.wildduck.james.queue.handover.DirectQueueing;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.zone.Deferral;
import email.wildduck.james.queue.zone.Delay;
import email.wildduck.james.queue.zone.QueuedDelivery;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DelaysTest {
  private static final String A = "a@one.example";
  private static final String B = "b@two.example";
  private static final String C = "c@three.example";
  private static final Duration LEASE_AND_MORE = Duration.ofSeconds(31);
  private static final Duration TWO_HOURS = Duration.ofHours(2);
  private static final Duration FOUR_HOURS = Duration.ofHours(4);

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final MutableClock clock = new MutableClock(Instant.now());
  private final QueueIdGenerator ids = new QueueIdGenerator(clock, "00ab");
  private final List<String> sent = new ArrayList<>();
  private QueueNode node;
  private QueueNode other;

  @BeforeEach
  void startNodes() {
    mongo.store(clock);
    node = new QueueNode(mongo.database(), clock, "0001");
    other = new QueueNode(mongo.database(), clock, "0002");
  }

  @Test
  void theDeferralItselfSaysThatTheSenderIsToBeTold() throws Exception {
    queued(A);
    deferAll(node, FOUR_HOURS);
    assertThat(mongo.deliveries().find().first().get("delay", Document.class))
        .containsEntry("time", Date.from(clock.instant()))
        .containsEntry("status", "4.7.1")
        .containsEntry("host", "mx.example.net")
        .containsEntry("until", Date.from(clock.instant().plus(Duration.ofDays(1))))
        .hasSize(4);
    clock.advance(FOUR_HOURS);
    TakenDelivery taken = takeAll(node).get(0);
    mongo.trips().next();
    node.sending.defer(taken, deferral(TWO_HOURS, true));

    assertThat(mongo.trips().next()).containsExactly("update zone-queue");
    Document waiting = mongo.deliveries().find().first();
    assertThat(waiting.get("delay", Document.class))
        .containsEntry("next", Date.from(clock.instant()));
    assertThat(waiting).containsEntry("locked", false).containsEntry("assigned", "no");
    assertThat(QueuedDelivery.of(waiting).delay())
        .hasValueSatisfying(
            delay -> {
              assertThat(delay.isDue()).isTrue();
              assertThat(delay.status()).hasValue("4.7.1");
              assertThat(delay.host()).hasValue("mx.example.net");
            });
    assertThat(node.delays.sweep(clock.instant(), 10)).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(node.delays.sweep(clock.instant(), 10)).containsExactly(taken.delivery().id());
  }

  @Test
  void delaysAtDifferentDomainsAndNodesAreInOneWarningWhenTheRoundIsOver() {
    QueueId id = waitingLong(A, B, C);
    TakenDelivery a = takeOne(node);
    TakenDelivery b = takeOne(other);
    node.sending.defer(a, deferral(TWO_HOURS, true));
    other.sending.defer(b, deferral(TWO_HOURS, true));
    assertThat(node.warning.isOver(id)).as("one is due").isFalse();
    TakenDelivery c = takeOne(node);
    assertThat(other.warning.isOver(id)).as("one is in work").isFalse();
    node.sending.defer(c, deferral(TWO_HOURS, true));
    Instant next = clock.instant().plus(TWO_HOURS);

    assertThat(node.warning.isOver(id)).isTrue();

    assertThat(sent()).singleElement().asString().contains(A, B, C);
    assertThatAllWaitAndAreWarnedOf(3);
    assertThat(mongo.deliveries().find())
        .allSatisfy(delivery -> assertThat(delivery).containsEntry("queued", Date.from(next)));
    assertThat(other.warning.isOver(id)).isTrue();
    clock.advance(TWO_HOURS);
    deferAll(node, TWO_HOURS);
    other.sweeper.sweep();
    assertThat(sent()).hasSize(1);
  }

  @Test
  void aWarningCostsThirteenAndReadingTheMessageWhateverTheNumberIs() {
    QueueId id = waitingLong(A, B, C);
    deferAll(node, TWO_HOURS);
    mongo.trips().next();

    node.warning.isOver(id);

    assertThat(mongo.trips().next()).hasSize(13);
    assertThat(sent()).hasSize(1);
  }

  @Test
  void whatWaitsAsLongIsNamedBeforeItsOwnAttemptAndNotAgainThen() {
    QueueId id = queued(A, B);
    List<TakenDelivery> taken = takeAll(node);
    node.sending.defer(taken.get(0), deferral(FOUR_HOURS, false));
    clock.advance(Duration.ofMinutes(2));
    node.sending.defer(taken.get(1), deferral(FOUR_HOURS, false));
    clock.advance(FOUR_HOURS.minusMinutes(2));
    node.sending.defer(takeOne(node), deferral(TWO_HOURS, true));

    assertThat(node.warning.isOver(id)).isTrue();

    assertThat(sent()).singleElement().asString().contains(A, B);
    clock.advance(Duration.ofMinutes(2));
    assertThat(takeOne(node).delivery().isWarnedOf()).isTrue();
  }

  @Test
  void whatDoesNotWaitAsLongIsNotNamed() {
    QueueId id = queued(A, B);
    List<TakenDelivery> taken = takeAll(node);
    node.sending.defer(taken.get(0), deferral(FOUR_HOURS, false));
    clock.advance(FOUR_HOURS);
    node.sending.defer(taken.get(1), deferral(TWO_HOURS, false));
    String first = taken.get(0).delivery().recipient();
    String second = taken.get(1).delivery().recipient();
    node.sending.defer(takeOne(node), deferral(TWO_HOURS, true));

    node.warning.isOver(id);

    assertThat(sent()).singleElement().asString().contains(first).doesNotContain(second);
  }

  @Test
  void whatOthersHaveInWorkOrHaveWarnedOfIsNotNamed() {
    QueueId id = waitingLong(A, B, C);
    List<TakenDelivery> taken = takeAll(node);
    // a ZoneMTA warns at its deferral
    node.sending.defer(of(A, taken), Deferral.until(inTwoHours(), "mx", "451 later"));
    node.sending.defer(of(B, taken), deferral(TWO_HOURS, true));
    node.sending.defer(of(C, taken), deferral(TWO_HOURS, true));
    set(C, new Document("assigned", "zonemta-1").append("locked", true));

    assertThat(node.warning.isOver(id)).isTrue();

    assertThat(sent()).singleElement().asString().contains(B).doesNotContain(A).doesNotContain(C);
    Document elsewhere = document(C);
    assertThat(elsewhere).containsEntry("assigned", "zonemta-1").containsEntry("locked", true);
    set(C, new Document("assigned", "no").append("locked", false));
    clock.advance(Duration.ofSeconds(1));
    node.sweeper.sweep();
    assertThat(sent()).hasSize(2).last().asString().contains(C).doesNotContain(B);
  }

  @Test
  void aWarningWaitsNoLongerThanItMay() {
    QueueId id = waitingLong(A, B);
    List<TakenDelivery> taken = takeAll(node);
    node.sending.defer(taken.get(0), deferral(TWO_HOURS, true));
    clock.advance(QueueNode.GATHER.minusMillis(1));
    assertThat(node.warning.isOver(id)).isFalse();
    clock.advance(Duration.ofMillis(1));

    assertThat(node.warning.isOver(id)).isTrue();

    assertThat(sent()).hasSize(1);
    node.sending.defer(taken.get(1), deferral(TWO_HOURS, true));
    node.warning.isOver(id);
    assertThat(sent()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = QueuePoint.class,
      names = {"DEFER_WRITTEN", "REPORT_FILE_WRITTEN", "WARNING_.*"},
      mode = EnumSource.Mode.MATCH_ANY)
  void thereIsOneWarningWhereverANodeIsKilled(QueuePoint point) {
    QueueId id = waitingLong(A, B, C);
    List<TakenDelivery> taken = takeAll(node);
    node.sending.defer(taken.get(0), deferral(TWO_HOURS, true));
    node.sending.defer(taken.get(1), deferral(TWO_HOURS, true));
    node.crash.crashAt(point);
    if (point == QueuePoint.DEFER_WRITTEN) {
      assertKilled(() -> node.sending.defer(taken.get(2), deferral(TWO_HOURS, true)));
    } else {
      node.sending.defer(taken.get(2), deferral(TWO_HOURS, true));
      // what the warning's writer catches, other than a kill, has it tried again
      if (point == QueuePoint.REPORT_FILE_WRITTEN) {
        node.warning.isOver(id);
      } else {
        assertKilled(() -> node.warning.isOver(id));
      }
    }

    for (int i = 0; i < 4; i++) {
      sent();
      clock.advance(LEASE_AND_MORE);
      other.sweeper.sweep();
    }

    assertThat(sent()).singleElement().asString().contains(A, B, C);
    assertThatAllWaitAndAreWarnedOf(3);
    assertThat(mongo.deliveries().find())
        .allSatisfy(
            delivery -> assertThat(delivery.getDate("queued")).isAfter(Date.from(clock.instant())));
    clock.advance(Duration.ofHours(1));
    other.sweeper.sweep();
    assertThat(mongo.files().countDocuments()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = QueuePoint.class,
      names = {"REPORT_FILE_WRITTEN", "WARNING_.*"},
      mode = EnumSource.Mode.MATCH_ANY)
  void whoGoesOnLateSendsNoSecondOne(QueuePoint point) {
    QueueId id = waitingLong(A, B);
    deferAll(node, TWO_HOURS);
    node.crash.pauseAt(
        point,
        () -> {
          for (int i = 0; i < 3; i++) {
            clock.advance(LEASE_AND_MORE);
            other.sweeper.sweep();
            sent();
          }
        });

    node.warning.isOver(id);

    clock.advance(LEASE_AND_MORE);
    node.sweeper.sweep();
    other.sweeper.sweep();
    assertThat(sent()).singleElement().asString().contains(A, B);
    assertThatAllWaitAndAreWarnedOf(2);
  }

  @ParameterizedTest
  @EnumSource(value = QueuePoint.class, names = "WARNING_.*", mode = EnumSource.Mode.MATCH_ANY)
  void theOthersAreNamedOnceWhenTheFirstIsCancelledAfterAKill(QueuePoint point) {
    QueueId id = waitingLong(A, B, C);
    deferAll(node, TWO_HOURS);
    node.crash.crashAt(point);
    assertKilled(() -> node.warning.isOver(id));
    sent();
    clock.advance(LEASE_AND_MORE);
    other.store.releaseExpired();
    mongo.deliveries().deleteOne(new Document("recipient", A));

    for (int i = 0; i < 3; i++) {
      other.sweeper.sweep();
      sent();
      clock.advance(LEASE_AND_MORE);
    }

    assertThat(sent()).singleElement().asString().contains(B, C);
    assertThatAllWaitAndAreWarnedOf(2);
  }

  @Test
  void twoThatClaimAtTheSameMomentMakeOneWarning() {
    QueueId id = waitingLong(A, B);
    deferAll(node, TWO_HOURS);
    node.crash.pauseAt(
        QueuePoint.WARNING_CLAIMED, () -> assertThat(other.warning.isOver(id)).isFalse());

    assertThat(node.warning.isOver(id)).isTrue();

    assertThat(sent()).singleElement().asString().contains(A, B);
  }

  @Test
  void whoHeldTheFirstTooLongDoesNotCommitWhatAnotherHasClaimed() {
    QueueId id = waitingLong(A, B);
    deferAll(node, TWO_HOURS);
    List<TakenDelivery> claimed = new ArrayList<>();
    node.crash.pauseAt(
        QueuePoint.WARNING_STAGED,
        () -> {
          clock.advance(LEASE_AND_MORE);
          other.store.releaseExpired();
          claimed.addAll(other.delays.claim(id).deliveries());
        });
    node.warning.isOver(id);
    assertThat(claimed).hasSize(2);
    assertThat(sent()).isEmpty();

    assertThat(other.delays.commit(claimed, other.written(claimed))).isTrue();

    assertThat(sent()).singleElement().asString().contains(A, B);
    assertThatAllWaitAndAreWarnedOf(2);
  }

  @Test
  void aWarningThatCannotBeWrittenHoldsNobodyUpAndIsTriedAgain() {
    QueueId id = waitingLong(A);
    deferAll(node, TWO_HOURS);
    Warning failing =
        node.warning(
            delayed -> {
              throw new IllegalStateException("no disk");
            });
    assertThat(failing.isOver(id)).isTrue();
    assertThat(document(A)).containsEntry("locked", false).containsEntry("assigned", "no");
    clock.advance(Duration.ofSeconds(29));
    node.sweeper.sweep();
    assertThat(sent()).isEmpty();
    clock.advance(Duration.ofSeconds(2));
    assertThat(node.sweeper.sweep().delayed()).isEqualTo(1);

    assertThat(sent()).hasSize(1);
    assertThatAllWaitAndAreWarnedOf(1);
  }

  @Test
  void anAttemptInBetweenDoesNotForgetTheWarning() {
    QueueId id = waitingLong(A);
    deferAll(node, TWO_HOURS);
    node.warning(
            delayed -> {
              throw new IOException("no disk");
            })
        .isOver(id);
    set(A, new Document("queued", Date.from(clock.instant())));
    node.sending.defer(takeOne(other), deferral(TWO_HOURS, false));
    clock.advance(LEASE_AND_MORE);
    other.sweeper.sweep();

    assertThat(sent()).hasSize(1);
  }

  @Test
  void whoDidNotKnowOfAWarningWhileItDeferredMakesNoSecondOne() {
    QueueId id = waitingLong(A);
    deferAll(node, TWO_HOURS);
    node.warning.isOver(id);
    set(A, new Document("queued", Date.from(clock.instant())));

    node.sending.defer(takeOne(node), deferral(TWO_HOURS, true));

    assertThat(node.warning.isOver(id)).isTrue();
    assertThat(sent()).hasSize(1);
    assertThatAllWaitAndAreWarnedOf(1);
  }

  @Test
  void whereNobodyIsToBeToldItIsNotAskedAgain() {
    QueueId id = waitingLong(A, B);
    deferAll(node, TWO_HOURS);

    assertThat(node.warning(delayed -> Optional.empty()).isOver(id)).isTrue();

    assertThatAllWaitAndAreWarnedOf(2);
    assertThat(node.delays.sweep(clock.instant().plusSeconds(1), 10)).isEmpty();
    assertThat(mongo.files().countDocuments()).isEqualTo(1);
  }

  @Test
  void aMessageThatCannotBeReadIsLeftToItsNextAttempt() {
    QueueId id = waitingLong(A);
    deferAll(node, TWO_HOURS);

    node.warning(
            delayed -> {
              throw new BrokenEntryException("no file");
            })
        .isOver(id);

    assertThat(sent()).isEmpty();
    assertThatAllWaitAndAreWarnedOf(1);
  }

  @Test
  void whatIsDeliveredOrHasFailedByThenIsNotNamed() {
    QueueId id = waitingLong(A, B, C);
    deferAll(node, TWO_HOURS);
    for (String recipient : List.of(A, B)) {
      set(recipient, new Document("queued", Date.from(clock.instant())));
    }
    List<TakenDelivery> again = takeAll(other);
    other.sending.finish(of(A, again));
    other.fail(of(B, again));

    node.warning.isOver(id);

    assertThat(sent())
        .hasSize(2)
        .satisfiesOnlyOnce(report -> assertThat(report).contains(B))
        .satisfiesOnlyOnce(warning -> assertThat(warning).contains(C));
    assertThatAllWaitAndAreWarnedOf(1);
  }

  @Test
  void theSweeperLeavesAloneWhatIsGatheredAndWhatIsHeld() {
    QueueId id = waitingLong(A, B);
    List<TakenDelivery> taken = takeAll(node);
    node.sending.defer(taken.get(0), deferral(TWO_HOURS, true));
    clock.advance(Duration.ofSeconds(1));
    other.sweeper.sweep();
    assertThat(sent()).isEmpty();
    node.sending.defer(taken.get(1), deferral(TWO_HOURS, true));
    node.crash.pauseAt(
        QueuePoint.WARNING_STAGED,
        () -> {
          other.sweeper.sweep();
          assertThat(mongo.deliveries().countDocuments()).isEqualTo(3);
        });

    node.warning.isOver(id);

    assertThat(sent()).hasSize(1);
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

  /** Deferred once, and due again when a warning is. */
  private QueueId waitingLong(String... recipients) {
    QueueId id = queued(recipients);
    for (TakenDelivery taken : takeAll(node)) {
      node.sending.defer(taken, deferral(FOUR_HOURS, false));
    }
    clock.advance(FOUR_HOURS);
    return id;
  }

  /** As a node does with what it has attempted. */
  private void deferAll(QueueNode by, Duration wait) {
    for (TakenDelivery taken : takeAll(by)) {
      boolean due = taken.delivery().deferral().isPresent() && !taken.delivery().isWarnedOf();
      by.sending.defer(taken, deferral(wait, due));
    }
  }

  private Deferral deferral(Duration wait, boolean due) {
    Instant now = clock.instant();
    Delay delay = Delay.until(now.plus(Duration.ofDays(1)), "4.7.1").withHost("mx.example.net");
    return Deferral.until(now.plus(wait), "mx.example.net[192.0.2.1]", "451 4.7.1 Later")
        .withDelay(due ? delay.asDue() : delay);
  }

  private Instant inTwoHours() {
    return clock.instant().plus(TWO_HOURS);
  }

  private static TakenDelivery takeOne(QueueNode by) {
    return by.sending.take(TakeRequest.of("default", 1)).get(0);
  }

  private static List<TakenDelivery> takeAll(QueueNode by) {
    return by.sending.take(TakeRequest.of("default", 10));
  }

  private static TakenDelivery of(String recipient, List<TakenDelivery> taken) {
    return taken.stream()
        .filter(one -> one.delivery().recipient().equals(recipient))
        .findFirst()
        .orElseThrow();
  }

  private void set(String recipient, Document fields) {
    mongo
        .deliveries()
        .updateOne(new Document("recipient", recipient), new Document("$set", fields));
  }

  private Document document(String recipient) {
    return mongo.deliveries().find(new Document("recipient", recipient)).first();
  }

  /** All that have left until now; what is in the queue leaves it. */
  private List<String> sent() {
    sent.addAll(other.takeReports());
    return sent;
  }

  private static void assertKilled(Runnable work) {
    assertThatThrownBy(work::run).isInstanceOf(CrashAt.Crash.class);
  }

  private void assertThatAllWaitAndAreWarnedOf(int number) {
    assertThat(mongo.deliveries().find())
        .hasSize(number)
        .allSatisfy(
            delivery -> {
              assertThat(delivery)
                  .containsEntry("locked", false)
                  .containsEntry("assigned", "no")
                  .doesNotContainKeys("lease", "setAside");
              assertThat(delivery.get("delay", Document.class))
                  .containsKey("warned")
                  .doesNotContainKeys("next", "warning");
            });
  }
}
