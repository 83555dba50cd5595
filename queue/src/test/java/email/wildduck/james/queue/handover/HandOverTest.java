package email.wildduck.james.queue.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.queue.CrashAt;
import email.wildduck.james.queue.MutableClock;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.pause.PauseKind;
import email.wildduck.james.queue.store.MessageData;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.store.TakenEntry;
import email.wildduck.james.queue.zone.Deferral;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandOverTest {
  private static final List<String> ONE = List.of("b@example.net");
  private static final List<String> THREE = List.of("b@example.net", "c@d.org", "d@example.net");

  /** Statements until all but the first of {@link #THREE} are staged. */
  private static final int STAGED = 2;

  private static final int COMMITTED = STAGED + 1;

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T12:00:00Z"));
  private final QueueId id = new QueueIdGenerator(clock, "00ab").next();
  private QueueNode node;
  private QueueNode other;

  @BeforeEach
  void startTwoNodes() {
    mongo.store(clock);
    node = new QueueNode(mongo.database(), clock, "0001");
    other = new QueueNode(mongo.database(), clock, "0002");
  }

  @Test
  void messageKeepsTheIdOfTheDoor() {
    assertThat(node.accept(id, ONE)).isEqualTo(id);
    assertThat(mongo.files().find().first().getString("filename")).isEqualTo("message " + id);
  }

  @Test
  void spoolDocumentBecomesTheDeliveryWhenThereIsOneRecipient() {
    node.accept(id, ONE);
    Object documentId = mongo.deliveries().find().first().get("_id");

    assertThat(node.handOver(spool(node), ONE)).isTrue();

    Document delivery = mongo.deliveries().find().first();
    assertThat(mongo.deliveries().countDocuments()).isEqualTo(1);
    assertThat(delivery)
        .containsEntry("_id", documentId)
        .containsEntry("id", id.asString())
        .containsEntry("seq", "001")
        .containsEntry("sendingZone", "default")
        .containsEntry("locked", false)
        .containsEntry("assigned", "no")
        .doesNotContainKeys("lease", "james", "handOver");
  }

  @Test
  void deliveryIsGivenToTheConsumerHereWhenItHasRoom() throws Exception {
    node.accept(id, ONE);
    node.intake.open(1);
    TakenEntry spool = spool(node);
    assertThat(node.handOver(spool, ONE)).isTrue();

    TakenDelivery given = node.intake.given.get(0);
    Document delivery = mongo.deliveries().find().first();
    assertThat(delivery)
        .containsEntry("sendingZone", "default")
        .containsEntry("locked", true)
        .containsEntry("assigned", "wildduck-james")
        .doesNotContainKeys("james", "handOver");
    assertThat(delivery.getEmbedded(List.of("lease", "token"), String.class))
        .isEqualTo(given.lease().token())
        .isNotEqualTo(spool.lease().token());
    MessageData data = node.intake.messages.get(0).data();
    assertThat(data.headers()).isEqualTo(node.store.load(id).data().headers());
    assertThat(data.from()).isEqualTo("srs@example.com");
    assertThat(taken(other, 1)).isEmpty();
    assertThat(node.store.work().finish(spool.lease(), id)).isFalse();
    assertThat(node.sending.finish(given)).isTrue();
    assertThat(mongo.deliveries().find()).isEmpty();
    assertThat(mongo.files().find()).isEmpty();
    assertThat(mongo.chunks().find()).isEmpty();
  }

  @Test
  void givenDeliveryCanBeDeferredAndIsTakenByAnybodyLater() {
    give();
    TakenDelivery given = node.intake.given.get(0);
    node.sending.defer(given, Deferral.until(clock.instant().plusSeconds(60), "mx", "450 later"));
    assertThat(taken(other, 1)).isEmpty();
    clock.advance(Duration.ofMinutes(1));
    TakenDelivery again = taken(other, 1).get(0);
    assertThat(node.sending.finish(given)).isFalse();
    assertThat(other.sending.finish(again)).isTrue();
    assertThat(mongo.files().find()).isEmpty();
  }

  @Test
  void givenDeliveryIsTakenOverWhenItsNodeIsGone() {
    give();
    clock.advance(Duration.ofSeconds(31));
    other.sweeper.sweep();
    TakenDelivery takenOver = taken(other, 1).get(0);
    assertThat(node.sending.finish(node.intake.given.get(0))).isFalse();
    assertThat(other.sending.finish(takenOver)).isTrue();
    assertThat(mongo.files().find()).isEmpty();
  }

  @Test
  void nothingIsGivenAndThePlaceIsFreeAgainWhenTheLeaseWasLost() {
    node.accept(id, ONE);
    TakenEntry lost = spool(node);
    takeOver();
    node.intake.open(1);
    assertThat(node.handOver(lost, ONE)).isFalse();
    assertThat(node.intake.given).isEmpty();
    assertThat(node.intake.places()).isEqualTo(1);
  }

  @Test
  void deliveryWaitsForAnybodyWhenItsDomainIsPaused() {
    node.accept(id, ONE);
    node.intake.open(1);
    node.pauses.pause(PauseKind.DOMAIN, "EXAMPLE.net", "maintenance");
    assertThat(node.handOver(spool(node), ONE)).isTrue();
    assertThat(node.intake.given).isEmpty();
    node.pauses.resume(PauseKind.DOMAIN, "example.net");
    assertThat(taken(node, 1)).hasSize(1);
  }

  @Test
  void deliveryWaitsForAnybodyWhenTheNodeWasKilledBeforeItWasGiven() {
    node.accept(id, ONE);
    node.intake.open(1);
    node.crash.crashAt(QueuePoint.HAND_OVER_COMMITTED);
    TakenEntry spool = spool(node);
    assertThatThrownBy(() -> node.handOver(spool, ONE)).isInstanceOf(CrashAt.Crash.class);
    assertThat(node.intake.given).isEmpty();
    clock.advance(Duration.ofSeconds(31));
    other.sweeper.sweep();
    assertThat(taken(other, 1)).hasSize(1);
  }

  @Test
  void eachRecipientHasADeliveryWhenThereAreSeveral() {
    node.accept(id, THREE);
    assertThat(node.handOver(spool(node), THREE)).isTrue();

    List<Document> all =
        mongo.deliveries().find().sort(new Document("seq", 1)).into(new ArrayList<>());
    assertThat(all).extracting(d -> d.getString("recipient")).containsExactlyElementsOf(THREE);
    assertThat(all).extracting(d -> d.getString("seq")).containsExactly("001", "002", "003");
    assertThat(all)
        .allSatisfy(
            delivery ->
                assertThat(delivery)
                    .containsEntry("locked", false)
                    .containsEntry("assigned", "no")
                    .doesNotContainKeys("lease", "james", "handOver"));
    assertThat(taken(node, 10)).hasSize(3);
  }

  @Test
  void headerIsReplacedAndTheBodyIsNot() throws Exception {
    node.accept(id, ONE);
    Object chunk = mongo.chunks().find().first();
    mongo
        .files()
        .updateOne(
            new Document(), new Document("$set", new Document("metadata.data.foreign", "kept")));
    node.handOver(spool(node), ONE);

    MessageData data = other.store.load(id).data();
    assertThat(data.headers().first("Subject").orElseThrow().value()).isEqualTo("routed");
    assertThat(data.from()).isEqualTo("srs@example.com");
    assertThat(data.text("messageId")).contains("<routed@x>");
    assertThat(data.text("foreign")).contains("kept");
    assertThat(data.text("sourceMd5")).isPresent();
    assertThat(mongo.chunks().find().first()).isEqualTo(chunk);
  }

  @Test
  void jamesCannotEndTheMailWhenItHasBeenHandedOver() {
    node.accept(id, ONE);
    TakenEntry spool = spool(node);
    node.handOver(spool, ONE);

    assertThat(node.store.work().finish(spool.lease(), id)).isFalse();
    assertThat(node.store.work().retry(spool.lease(), clock.instant())).isFalse();
    assertThat(mongo.deliveries().countDocuments()).isEqualTo(1);
    assertThat(mongo.files().countDocuments()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, STAGED})
  void reRunSeesTheAcceptedMessageWhenTheDatabaseStoppedBeforeTheCommit(int statements)
      throws Exception {
    node.accept(id, THREE);
    node.intake.open(statements);
    stopAfter(statements);
    assertThat(node.intake.places()).isEqualTo(statements);
    assertThat(node.intake.given).isEmpty();
    assertThat(taken(other, 10)).isEmpty();
    clock.advance(Duration.ofSeconds(31));
    other.store.releaseExpired(QueueNode.SPOOL);

    TakenEntry again = spool(other);
    MessageData data = other.store.load(again.entry()).data();
    assertThat(data.headers().first("Subject").orElseThrow().value()).isEqualTo("accepted");
    assertThat(data.from()).isEqualTo("a@example.com");
    assertThat(other.handOver(again, THREE)).isTrue();
    assertThat(taken(other, 10)).hasSize(3);
    assertThat(mongo.deliveries().countDocuments()).isEqualTo(3);
  }

  @Test
  void nothingComesOfAnOwnerThatWasPausedWhileAnotherHandedOver() {
    node.accept(id, THREE);
    TakenEntry paused = spool(node);
    node.crash.pauseAt(QueuePoint.HAND_OVER_HEADERS_WRITTEN, this::handOverAndFinishElsewhere);

    assertThat(node.handOver(paused, THREE)).isFalse();
    assertThat(mongo.deliveries().find()).isEmpty();
    assertThat(mongo.files().find()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, STAGED})
  void nothingComesOfACommandInTheMiddleOfWhichAnotherHandedOver(int statements) {
    node.accept(id, THREE);
    node.intake.open(9);
    TakenEntry paused = spool(node);
    node.crash.pauseAfter(statements, this::handOverAndFinishElsewhere);

    assertThat(node.handOver(paused, THREE)).isFalse();
    assertThat(node.intake.given).isEmpty();
    assertThat(node.intake.places()).isEqualTo(9);

    assertThat(mongo.deliveries().find()).isEmpty();
    assertThat(taken(other, 10)).isEmpty();
  }

  @Test
  void whatAPausedOwnerHasStagedIsDeletedWhenItIsKilledBeforeItNotices() {
    node.accept(id, THREE);
    TakenEntry paused = spool(node);
    node.crash.pauseAt(
        QueuePoint.HAND_OVER_HEADERS_WRITTEN,
        () -> {
          takeOver();
          assertThat(other.handOver(spool(other), THREE)).isTrue();
          // one by one: what belongs together would be taken together
          taken(other, 1).forEach(other.sending::finish);
          taken(other, 1).forEach(other.sending::finish);
        });
    node.crash.crashAt(QueuePoint.HAND_OVER_STAGED);
    assertThatThrownBy(() -> node.handOver(paused, THREE)).isInstanceOf(CrashAt.Crash.class);

    assertThat(mongo.deliveries().countDocuments()).isGreaterThan(1);
    clock.advance(Duration.ofMinutes(1));
    assertThat(other.sweeper.sweep().staged()).isPositive();
    assertThat(taken(other, 10)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {COMMITTED, COMMITTED + 1, COMMITTED + 2})
  void sweeperEndsTheHandOverWhenTheDatabaseStoppedAfterTheCommit(int statements) {
    node.accept(id, THREE);
    stopAfter(statements);
    clock.advance(Duration.ofSeconds(31));
    assertThat(other.sweeper.sweep().staged()).isPositive();
    assertThat(other.sweeper.sweep().staged()).isZero();
    assertThat(taken(other, 10)).hasSize(3);
    assertThat(other.store.take(QueueNode.SPOOL)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {COMMITTED, COMMITTED + 1, COMMITTED + 2, COMMITTED + 3})
  void nothingIsLostOrDoubledWhenTheOthersEndBeforeTheHandOverIsRepaired(int statements) {
    node.accept(id, THREE);
    node.intake.open(2);
    if (statements == COMMITTED + 3) {
      node.crash.crashAt(QueuePoint.HAND_OVER_COMMITTED);
    } else {
      node.crash.crashAfter(statements);
    }
    TakenEntry spool = spool(node);
    assertThatThrownBy(() -> node.handOver(spool, THREE)).isInstanceOf(CrashAt.Crash.class);
    assertThat(taken(other, 10)).isEmpty();
    List<String> delivered = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      clock.advance(Duration.ofSeconds(31));
      other.store.releaseExpired();
      deliver(other, delivered);
      other.sweeper.sweep();
      deliver(other, delivered);
    }
    assertThat(delivered).containsExactlyInAnyOrderElementsOf(THREE);
    assertThat(mongo.deliveries().find()).isEmpty();
    assertThat(mongo.files().find()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, STAGED, COMMITTED, COMMITTED + 1, COMMITTED + 2})
  void handOverIsEndedWhenItsOwnerTriesAgainAfterTheDatabaseStopped(int statements) {
    node.accept(id, THREE);
    node.crash.crashAfter(statements);
    TakenEntry spool = spool(node);
    assertThatThrownBy(() -> node.handOver(spool, THREE)).isInstanceOf(CrashAt.Crash.class);

    assertThat(node.handOver(spool, THREE)).isTrue();
    assertThat(other.sweeper.sweep().staged()).isZero();
    assertThat(taken(other, 10)).hasSize(3);
  }

  @Test
  void allDeliveriesAreGivenToTheConsumersHereWhenTheyHaveRoom() throws Exception {
    node.accept(id, THREE);
    node.intake.open(9);
    mongo.trips().next();
    TakenEntry spool = spool(node);
    assertThat(node.handOver(spool, THREE)).isTrue();

    assertThat(node.intake.places()).isEqualTo(7);
    assertThat(node.intake.given)
        .extracting(given -> given.delivery().recipient())
        .containsExactly("b@example.net", "d@example.net", "c@d.org");
    for (TakenDelivery given : node.intake.given) {
      Document stored =
          mongo.deliveries().find(new Document("_id", given.lease().documentId())).first();
      assertThat(stored)
          .isEqualTo(given.lease().document())
          .containsEntry("locked", true)
          .containsEntry("assigned", "wildduck-james")
          .doesNotContainKeys("james", "handOver");
      assertThat(stored.getEmbedded(List.of("lease", "token"), String.class))
          .isEqualTo(given.lease().token())
          .isNotEqualTo(spool.lease().token());
      assertThat(node.sending.isSurelyOurs(given)).isTrue();
    }
    MessageData data = node.intake.messages.get(0).data();
    assertThat(data.headers()).isEqualTo(node.store.load(id).data().headers());
    assertThat(data.from()).isEqualTo("srs@example.com");
    assertThat(taken(other, 10)).isEmpty();
    assertThat(node.store.work().finish(spool.lease(), id)).isFalse();
    clock.advance(Duration.ofSeconds(20));
    node.store.leases().renewAll();
    clock.advance(Duration.ofSeconds(20));
    assertThat(other.sweeper.sweep().staged()).isZero();
    assertThat(taken(other, 10)).isEmpty();
    node.intake.given.forEach(given -> assertThat(node.sending.finish(given)).isTrue());
    assertThat(mongo.deliveries().find()).isEmpty();
    assertThat(mongo.files().find()).isEmpty();
    assertThat(mongo.chunks().find()).isEmpty();
  }

  @Test
  void deliveriesWithoutAPlaceHereWaitForAnybody() {
    node.accept(id, THREE);
    node.intake.open(1);
    assertThat(node.handOver(spool(node), THREE)).isTrue();
    assertThat(node.intake.given)
        .extracting(given -> given.delivery().recipient())
        .containsExactly("b@example.net", "d@example.net");

    TakenDelivery elsewhere = taken(other, 10).get(0);
    assertThat(elsewhere.delivery().recipient()).isEqualTo("c@d.org");
    node.intake.given.forEach(node.sending::finish);
    assertThat(mongo.files().find()).hasSize(1);
    assertThat(other.sending.finish(elsewhere)).isTrue();
    assertThat(mongo.files().find()).isEmpty();
  }

  @Test
  void deliveriesForLaterAreNotGiven() {
    node.accept(id, THREE);
    node.intake.open(9);
    assertThat(node.handOver(spool(node), THREE, clock.instant().plusSeconds(60))).isTrue();
    assertThat(node.intake.given).isEmpty();
    assertThat(node.intake.places()).isEqualTo(9);
    assertThat(taken(other, 10)).isEmpty();
    clock.advance(Duration.ofMinutes(1));
    assertThat(taken(other, 10)).hasSize(3);
  }

  @Test
  void givenDeliveriesAreTakenOverWhenTheirNodeIsGone() {
    node.accept(id, THREE);
    node.intake.open(9);
    node.handOver(spool(node), THREE);
    clock.advance(Duration.ofSeconds(31));
    other.sweeper.sweep();
    List<TakenDelivery> takenOver = taken(other, 10);
    assertThat(takenOver).hasSize(3);
    node.intake.given.forEach(given -> assertThat(node.sending.finish(given)).isFalse());
    assertThat(mongo.files().find()).hasSize(1);
    takenOver.forEach(delivery -> assertThat(other.sending.finish(delivery)).isTrue());
    assertThat(mongo.files().find()).isEmpty();
  }

  @Test
  void whatTheOwnerCancelsInTheMiddleIsNotGiven() {
    node.accept(id, THREE);
    node.intake.open(9);
    TakenEntry spool = spool(node);
    node.crash.pauseAfter(COMMITTED, this::cancel);
    assertThat(node.handOver(spool, THREE)).isTrue();

    assertThat(node.intake.given)
        .extracting(given -> given.delivery().recipient())
        .containsExactly("b@example.net");
    assertThat(node.intake.places()).isEqualTo(8);
    assertThat(node.sending.finish(node.intake.given.get(0))).isTrue();
    assertThat(mongo.deliveries().find()).isEmpty();
    assertThat(mongo.files().find()).isEmpty();
  }

  @Test
  void stagedDeliveriesAreLeftToTheReRunWhenTheMessageIsStillInTheSpool() {
    node.accept(id, THREE);
    stopAfter(STAGED);
    clock.advance(Duration.ofSeconds(31));
    assertThat(other.sweeper.sweep().staged()).isZero();
    assertThat(mongo.deliveries().countDocuments()).isEqualTo(3);
    assertThat(other.handOver(spool(other), THREE)).isTrue();
  }

  @Test
  void stagedDeliveriesAreDeletedWhenTheirMessageWasEndedInTheSpool() {
    node.accept(id, THREE);
    stopAfter(STAGED);
    takeOver();
    assertThat(other.store.work().finish(spool(other).lease(), id)).isTrue();
    clock.advance(Duration.ofSeconds(31));
    assertThat(other.sweeper.sweep().staged()).isEqualTo(2);
    assertThat(mongo.deliveries().find()).isEmpty();
    assertThat(mongo.files().find()).isEmpty();
  }

  @Test
  void stagedDeliveriesOfALaterOwnerStayWhenAnEarlierOneWakesUp() {
    node.accept(id, THREE);
    TakenEntry paused = spool(node);
    AtomicBoolean awake = new AtomicBoolean();
    other.crash.pauseAfter(
        STAGED,
        () -> {
          awake.set(true);
          assertThat(node.handOver(paused, THREE)).isFalse();
        });
    clock.advance(Duration.ofSeconds(31));
    other.store.releaseExpired(QueueNode.SPOOL);

    assertThat(other.handOver(spool(other), THREE)).isTrue();
    assertThat(awake).isTrue();
    assertThat(taken(other, 10)).hasSize(3);
  }

  @Test
  void cancellingDeletesWhatIsStagedToo() {
    node.accept(id, THREE);
    stopAfter(STAGED);
    clock.advance(Duration.ofSeconds(31));
    other.store.releaseExpired(QueueNode.SPOOL);

    cancel();
    assertThat(mongo.deliveries().find()).isEmpty();
  }

  @Test
  void secondMailGetsAnIdOfItsOwnWhenTheFirstIsStillInTheSpool() throws Exception {
    node.accept(id, ONE);
    QueueId second = node.accept(id, ONE);

    assertThat(second).isNotEqualTo(id);
    assertThat(mongo.deliveries().countDocuments()).isEqualTo(2);
    assertThat(node.store.load(second).data().id()).isEqualTo(second);
    assertThat(node.store.load(id).data().id()).isEqualTo(id);
  }

  @Test
  void idIsNotKeptWhenZoneMtaWouldTakeItForRubbish() {
    QueueId old = id;
    clock.advance(Duration.ofDays(20));
    assertThat(node.accept(old, ONE)).isNotEqualTo(old);
  }

  private void give() {
    node.accept(id, ONE);
    node.intake.open(1);
    assertThat(node.handOver(spool(node), ONE)).isTrue();
  }

  /** As WildDuck's API does. */
  private void cancel() {
    mongo.deliveries().deleteMany(new Document("id", id.asString()).append("locked", false));
  }

  private void handOverAndFinishElsewhere() {
    takeOver();
    assertThat(other.handOver(spool(other), THREE)).isTrue();
    taken(other, 10).forEach(other.sending::finish);
  }

  private static void deliver(QueueNode node, List<String> delivered) {
    for (TakenDelivery taken : taken(node, 10)) {
      assertThat(node.sending.finish(taken)).isTrue();
      delivered.add(taken.delivery().recipient());
    }
  }

  /** The database stops within the command that hands over {@link #THREE}, and the node is gone. */
  private void stopAfter(int statements) {
    node.crash.crashAfter(statements);
    TakenEntry spool = spool(node);
    assertThatThrownBy(() -> node.handOver(spool, THREE)).isInstanceOf(CrashAt.Crash.class);
  }

  private void takeOver() {
    clock.advance(Duration.ofSeconds(31));
    other.store.releaseExpired(QueueNode.SPOOL);
  }

  private static TakenEntry spool(QueueNode node) {
    return node.store.take(QueueNode.SPOOL).orElseThrow();
  }

  private static List<TakenDelivery> taken(QueueNode node, int most) {
    return node.sending.take(TakeRequest.of("default", most));
  }
}
