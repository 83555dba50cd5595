package email.wildduck.james.queue.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.queue.CrashAt;
import email.wildduck.james.queue.MutableClock;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.zone.Deferral;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SweeperTest {
  private static final List<String> TO = List.of("b@example.net");

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  /** The real time at first, because ObjectIds have it. */
  private final MutableClock clock = new MutableClock(Instant.now());

  private final QueueIdGenerator ids = new QueueIdGenerator(clock, "00ab");
  private QueueNode node;

  @BeforeEach
  void startNode() {
    mongo.store(clock);
    node = new QueueNode(mongo.database(), clock, "0001");
  }

  @Test
  void fileIsDeletedWhenItIsOldAndNothingRefersToIt() {
    node.crash.crashAt(QueuePoint.ACCEPT_FILE_WRITTEN);
    assertThatThrownBy(() -> node.accept(ids.next(), TO)).isInstanceOf(CrashAt.Crash.class);
    queued();
    mongo
        .files()
        .insertOne(new Document("filename", "not the queue's").append("uploadDate", Instant.EPOCH));

    assertThat(node.sweeper.sweep().files()).isZero();
    clock.advance(Duration.ofHours(2));
    assertThat(swept().files()).isEqualTo(1);
    assertThat(mongo.files().countDocuments()).isEqualTo(2);
    assertThat(mongo.chunks().countDocuments()).isEqualTo(1);
  }

  @Test
  void bodyIsDeletedWhenItIsOldAndHasNoFile() {
    queued();
    mongo.chunks().insertOne(new Document("files_id", new ObjectId()).append("n", 0));
    assertThat(node.sweeper.sweep().bodies()).isZero();
    clock.advance(Duration.ofHours(2));
    assertThat(swept().bodies()).isEqualTo(1);
    assertThat(mongo.chunks().countDocuments()).isEqualTo(1);
  }

  @Test
  void messageIsHandedOnWhenItIsOverItsAge() {
    queued();
    deferUntilNow();
    clock.advance(Duration.ofDays(4));
    assertThat(node.sweeper.sweep().expired()).isZero();
    clock.advance(Duration.ofDays(2));
    assertThat(node.sweeper.sweep().expired()).isEqualTo(1);

    TakenDelivery expired = node.expired.get(0);
    assertThat(expired.delivery().recipient()).isEqualTo("b@example.net");
    assertThat(node.sweeper.sweep().expired()).isZero();
    assertThat(node.sending.finish(expired)).isTrue();
  }

  @Test
  void ageBeginsWhenTheFirstAttemptIsDueAndWaitsForTheNextOne() {
    queued();
    Date later = Date.from(clock.instant().plus(Duration.ofDays(20)));
    set("queued", later);
    clock.advance(Duration.ofDays(21));
    assertThat(node.sweeper.sweep().expired()).isZero();
    clock.advance(Duration.ofDays(5));
    assertThat(node.sweeper.sweep().expired()).isEqualTo(1);
  }

  @Test
  void mailOfJamesAndOfOthersIsNotHandedOn() {
    node.accept(ids.next(), TO);
    queued();
    set("assigned", "zonemta-1");
    clock.advance(Duration.ofDays(10));
    assertThat(node.sweeper.sweep().expired()).isZero();
  }

  @Test
  void expiredMessageComesAgainWhenItCouldNotBeHandedOn() {
    queued();
    clock.advance(Duration.ofDays(6));
    Sweeper failing =
        new Sweeper(
            node.store,
            node.sending,
            node.failures,
            node.delays,
            SweepSettings.defaults(),
            Optional.of(
                delivery -> {
                  throw new IllegalStateException("no bounce could be made");
                }),
            Optional.empty(),
            Optional.empty());
    assertThat(failing.sweep().expired()).isZero();
    assertThat(node.sweeper.sweep().expired()).isEqualTo(1);
  }

  @Test
  void deliveryIsSetAsideWhenNobodyWouldEverTakeIt() {
    for (Document damage :
        List.of(
            new Document("$set", new Document("queued", "soon")),
            new Document("$unset", new Document("sendingZone", 1)),
            new Document("$set", new Document("id", 17)),
            new Document("$unset", new Document("locked", 1)))) {
      QueueId id = queued();
      mongo.deliveries().updateOne(new Document("id", id.asString()), damage);
    }
    queued();
    clock.advance(Duration.ofHours(2));
    assertThat(swept().setAside()).isEqualTo(4);
    assertThat(mongo.deliveries().find(new Document("locked", true))).hasSize(4);
    assertThat(node.sending.take(TakeRequest.of("default", 9))).hasSize(1);
  }

  @Test
  void deliveryIsSetAsideWhenItsMessageHasNoFile() {
    queued();
    mongo.files().deleteMany(new Document());
    clock.advance(Duration.ofHours(2));
    assertThat(swept().setAside()).isEqualTo(1);
    assertThat(
            mongo
                .deliveries()
                .find()
                .first()
                .getEmbedded(List.of("setAside", "reason"), String.class))
        .contains("no file");
  }

  @Test
  void whatZoneMtaHasIsLeftAsItIs() {
    queued();
    set("assigned", "zonemta-1");
    set("queued", "broken");
    Document before = mongo.deliveries().find().first();
    clock.advance(Duration.ofDays(10));
    swept();
    assertThat(mongo.deliveries().find().first()).isEqualTo(before);
  }

  @Test
  void allIsLookedAtWhenThereIsMoreThanABatch() {
    for (int i = 0; i < 7; i++) {
      node.crash.crashAt(QueuePoint.ACCEPT_FILE_WRITTEN);
      assertThatThrownBy(() -> node.accept(ids.next(), TO)).isInstanceOf(CrashAt.Crash.class);
    }
    clock.advance(Duration.ofHours(2));
    Sweeper small = node.sweeper(SweepSettings.defaults().withBatch(3));
    for (int i = 0; i < 4; i++) {
      small.sweep();
    }
    assertThat(mongo.files().find()).isEmpty();
    assertThat(mongo.chunks().find()).isEmpty();
  }

  @Test
  void leasesOfLostNodesAreReleasedInAllZones() {
    queued();
    node.sending.take(TakeRequest.of("default", 1));
    node.accept(ids.next(), TO);
    node.store.take(QueueNode.SPOOL);
    clock.advance(Duration.ofSeconds(31));
    assertThat(node.sweeper.sweep().leases()).isEqualTo(2);
  }

  private SweepReport swept() {
    return node.sweeper.sweep();
  }

  private QueueId queued() {
    QueueId id = node.accept(ids.next(), TO);
    node.handOver(node.store.take(QueueNode.SPOOL).orElseThrow(), TO);
    return id;
  }

  private void set(String field, Object value) {
    mongo
        .deliveries()
        .updateOne(
            new Document("sendingZone", "default"),
            new Document("$set", new Document(field, value)));
  }

  private void deferUntilNow() {
    TakenDelivery taken = node.sending.take(TakeRequest.of("default", 1)).get(0);
    node.sending.defer(taken, Deferral.until(clock.instant(), "mx", "450 4.2.0 later"));
  }
}
