package email.wildduck.james.queue.store;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.queue.MutableClock;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.egress.DeliveryGroup;
import email.wildduck.james.queue.egress.DeliveryWatch;
import email.wildduck.james.queue.egress.DeliveryWork;
import email.wildduck.james.queue.egress.Ending;
import email.wildduck.james.queue.egress.FailureObserver;
import email.wildduck.james.queue.egress.Gathering;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.egress.WorkGate;
import email.wildduck.james.queue.failure.Failures;
import email.wildduck.james.queue.failure.Reports;
import email.wildduck.james.queue.failure.WrittenReport;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.pause.Pauses;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.zone.FinalFailure;
import email.wildduck.james.queue.zone.SendingQueue;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node that was stopped for a while knows which of its leases still hold. */
class LeaseCertaintyTest {
  private static final Duration LEASE = QueueDatabase.SETTINGS.lease();
  private static final Duration SURE = LEASE.multipliedBy(3).dividedBy(4);
  private static final Instant START = Instant.parse("2026-01-06T10:00:00Z");

  private static final Document FAILED = new Document("assigned", "wildduck-james:failed");

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final MutableClock clock = new MutableClock(START);
  private final MutableClock othersClock = new MutableClock(START);
  private final List<String> worked = new ArrayList<>();
  private long nanos = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();
  private FailingDatabase database;
  private QueueStore store;
  private SendingQueue queue;
  private QueueNode other;
  private Gathering gathering;

  @BeforeEach
  void startNodes() throws Exception {
    database = new FailingDatabase(mongo.database());
    QueueCollections collections =
        QueueCollections.of(database.database(), QueueDatabase.SETTINGS, clock, QueueHooks.none());
    store = new QueueStore(collections, new QueueIdGenerator(clock, "0001"), () -> nanos);
    queue = new SendingQueue(store, new Pauses(collections), new Random(7));
    other = new QueueNode(mongo.database(), othersClock, "0002");
    gathering =
        Gathering.start(other.reporting, other.warning, other.failures, QueueNode.GATHER, clock);
    for (String recipient : List.of("a@d.example", "b@d.example")) {
      store.add(
          NewMessage.of(QueueNode.message("x"), "s@example.com", List.of(recipient)),
          NewDelivery.to("default", recipient, START, DeliveryTarget.mxOfDomain()));
    }
  }

  @AfterEach
  void stop() {
    gathering.close();
  }

  @Test
  void aLeaseIsRenewedWhenItWouldNotSurelyHoldUntilTheNextTurn() {
    TakenDelivery taken = take(1).get(0);
    passes(LEASE.dividedBy(4).minusMillis(1));
    store.renewLeases();
    assertThat(leasedUntil(taken)).isEqualTo(START.plus(LEASE));

    passes(LEASE.dividedBy(3));
    mongo.trips().next();
    assertThat(queue.isSurelyOurs(taken)).isTrue();
    assertThat(mongo.trips().next()).isEmpty();
    store.renewLeases();
    assertThat(leasedUntil(taken)).isEqualTo(clock.instant().plus(LEASE));
  }

  @Test
  void theDatabaseIsNotAskedWhileALeaseIsSure() {
    TakenDelivery taken = take(1).get(0);
    passes(SURE.minusMillis(1));
    mongo.trips().next();

    assertThat(queue.isSurelyOurs(taken)).isTrue();
    assertThat(mongo.trips().next()).isEmpty();
  }

  @Test
  void aLeaseThatNobodyTookDuringAPauseIsRenewed() {
    TakenDelivery taken = take(1).get(0);
    passes(LEASE.multipliedBy(2));

    assertThat(queue.isSurelyOurs(taken)).isTrue();

    assertThat(other.store.releaseExpired()).isZero();
    mongo.trips().next();
    assertThat(queue.isSurelyOurs(taken)).isTrue();
    assertThat(mongo.trips().next()).isEmpty();
  }

  @Test
  void aLeaseThatAnotherNodeTookDuringAPauseDoesNotHold() {
    TakenDelivery taken = take(1).get(0);
    passes(LEASE.plusMillis(1));
    assertThat(other.store.releaseExpired()).isEqualTo(1);

    assertThat(queue.isSurelyOurs(taken)).isFalse();
  }

  @Test
  void aClockThatIsSetBackDuringAPauseChangesNothing() {
    TakenDelivery taken = take(1).get(0);
    passes(LEASE.plusMillis(1));
    clock.advance(LEASE.multipliedBy(-2));
    assertThat(other.store.releaseExpired()).isEqualTo(1);

    assertThat(queue.isSurelyOurs(taken)).isFalse();
  }

  @Test
  void aMachineThatWasSuspendedDoesNotTrustItsMonotonicClock() {
    TakenDelivery taken = take(1).get(0);
    clock.advance(LEASE.plusMillis(1));
    othersClock.advance(LEASE.plusMillis(1));
    assertThat(other.store.releaseExpired()).isEqualTo(1);

    assertThat(queue.isSurelyOurs(taken)).isFalse();
  }

  @Test
  void aRenewalOfAllMakesThoseSureThatStillHold() {
    List<TakenDelivery> taken = take(2);
    passes(SURE);
    mongo
        .deliveries()
        .updateOne(
            new Document("recipient", taken.get(0).delivery().recipient()), LeaseUpdates.unlock());

    store.leases().renewAll();

    mongo.trips().next();
    assertThat(queue.isSurelyOurs(taken.get(1))).isTrue();
    assertThat(mongo.trips().next()).isEmpty();
    assertThat(queue.isSurelyOurs(taken.get(0))).isFalse();
  }

  @Test
  void aRenewalWithWhichNoneHeldMakesNoneSure() {
    List<TakenDelivery> taken = take(2);
    passes(LEASE.plusMillis(1));
    assertThat(other.store.releaseExpired()).isEqualTo(2);

    store.leases().renewAll();

    assertThat(taken).noneMatch(queue::isSurelyOurs);
  }

  @Test
  void nothingIsSureWhileTheDatabaseIsAway() {
    TakenDelivery taken = take(1).get(0);
    passes(SURE);
    database.fail("zone-queue.updateMany");
    assertThat(queue.isSurelyOurs(taken)).isFalse();

    database.recover();
    assertThat(queue.isSurelyOurs(taken)).isTrue();
  }

  @Test
  void whatWasEndedIsNotOurs() {
    TakenDelivery taken = take(1).get(0);
    queue.postpone(taken, "x", START);

    assertThat(queue.isSurelyOurs(taken)).isFalse();
  }

  @Test
  void workOnWhatAnotherNodeHasTakenDoesNotBegin() {
    TakenDelivery taken = take(1).get(0);
    passes(LEASE.plusMillis(1));
    assertThat(other.store.releaseExpired()).isEqualTo(1);
    List<Document> before = mongo.deliveries().find().into(new ArrayList<>());

    ending(Outcome.delivered("mx", "250 ok")).workOn(DeliveryGroup.of(taken));

    assertThat(worked).isEmpty();
    assertThat(mongo.deliveries().find().into(new ArrayList<>())).isEqualTo(before);
  }

  @Test
  void workThatLostItsLeaseWritesNothingAndRenewsNothing() {
    TakenDelivery taken = take(1).get(0);
    List<Document> before = mongo.deliveries().find().into(new ArrayList<>());

    ending(Outcome.lost()).workOn(DeliveryGroup.of(taken));

    assertThat(worked).hasSize(1);
    assertThat(mongo.deliveries().find().into(new ArrayList<>())).isEqualTo(before);
    passes(LEASE.plusMillis(1));
    store.leases().renewAll();
    assertThat(other.store.releaseExpired()).isEqualTo(1);
    assertThat(other.sending.take(TakeRequest.of("default", 2))).hasSize(2);
  }

  @Test
  void nothingIsTakenOverThatNobodyCouldRenew() {
    other.sending.take(TakeRequest.of("default", 2));
    passes(LEASE.dividedBy(2));
    databaseIsAwayFor(store);
    passes(LEASE.minusMillis(1));

    assertThat(store.releaseExpired()).isZero();
    assertThat(store.releaseExpired("default")).isZero();

    other.store.leases().renewAll();
    passes(Duration.ofMillis(1));
    assertThat(store.releaseExpired()).isZero();
  }

  @Test
  void whatNobodyRenewsALeasesTimeAfterTheDatabaseWasAwayIsTakenOver() {
    other.sending.take(TakeRequest.of("default", 2));
    databaseIsAwayFor(store);
    passes(LEASE.plusMillis(1));

    assertThat(store.releaseExpired()).isEqualTo(2);
  }

  @Test
  void whatWasDeliveredWhileTheDatabaseWasAwayIsEndedAtTheFirstRenewal() {
    TakenDelivery taken = take(1).get(0);
    database.fail("zone-queue.deleteOne");
    assertThat(queue.finish(taken)).isTrue();
    databaseIsAwayFor(store);
    assertThat(mongo.deliveries().countDocuments()).isEqualTo(2);

    store.leases().renewAll();

    assertThat(mongo.deliveries().countDocuments()).isEqualTo(1);
  }

  @Test
  void whatFailedWhileTheDatabaseWasAwayIsAFailureAtTheFirstRenewal() {
    TakenDelivery failed = take(1).get(0).failed(FinalFailure.withoutAttempt(START));
    database.fail("zone-queue.bulkWrite");
    assertThat(new Failures(store, QueueNode.GATHER).record(List.of(failed), START)).isTrue();
    databaseIsAwayFor(store);
    assertThat(mongo.deliveries().find(FAILED)).isEmpty();

    store.leases().renewAll();

    assertThat(mongo.deliveries().find(FAILED)).hasSize(1);
    passes(Duration.ofMillis(1));
    other.sweeper.sweep();
    assertThat(other.takeReports()).hasSize(1);
  }

  @Test
  void whatWasReportedWhileTheDatabaseWasAwayIsAReportAtTheFirstRenewal() {
    TakenDelivery failed = take(1).get(0);
    WrittenReport report = other.written(List.of(failed));
    database.fail("zone-queue.replaceOne");
    assertThat(new Reports(store).commit(List.of(failed), report)).isTrue();
    databaseIsAwayFor(store);
    assertThat(other.takeReports()).isEmpty();

    store.leases().renewAll();

    assertThat(other.takeReports()).hasSize(1);
    assertThat(mongo.deliveries().find()).hasSize(1);
  }

  private void databaseIsAwayFor(QueueStore node) {
    database.fail("zone-queue.updateMany");
    node.leases().renewAll();
    database.recover();
  }

  private Instant leasedUntil(TakenDelivery taken) {
    return mongo
        .deliveries()
        .find(new Document("_id", taken.lease().documentId()))
        .first()
        .getEmbedded(List.of("lease", "until"), Date.class)
        .toInstant();
  }

  private List<TakenDelivery> take(int most) {
    return queue.take(TakeRequest.of("default", most));
  }

  /** For all nodes. */
  private void passes(Duration time) {
    nanos += time.toNanos();
    clock.advance(time);
    othersClock.advance(time);
  }

  private Ending ending(Outcome outcome) {
    DeliveryWork work =
        group -> {
          group.deliveries().forEach(taken -> worked.add(taken.delivery().recipient()));
          return group.all(outcome);
        };
    return new Ending(
        queue,
        work,
        WorkGate.open(),
        DeliveryWatch.none(),
        gathering,
        FailureObserver.none(),
        clock);
  }
}
