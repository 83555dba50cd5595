package email.wildduck.james.queue.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.ExplainVerbosity;
import email.wildduck.james.queue.MutableClock;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.Vectors;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.pause.PauseKind;
import email.wildduck.james.queue.pause.Pauses;
import email.wildduck.james.queue.store.FailingDatabase;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.store.QueueStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SendingQueueTest {
  private static final String ZONE = "default";

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T12:00:00Z"));
  private QueueNode node;
  private QueueNode other;

  @BeforeEach
  void startTwoNodes() {
    mongo.store(clock);
    node = new QueueNode(mongo.database(), clock, "0001");
    other = new QueueNode(mongo.database(), clock, "0002");
  }

  @Test
  void deliveriesOfWildDuckAndZoneMtaAreTakenAndRead() throws Exception {
    clock.advance(Duration.ofDays(1));
    int expected = 0;
    for (JsonNode sample : Vectors.read("queue-documents.json").get("samples")) {
      for (JsonNode file : sample.path("mailFiles")) {
        mongo.files().insertOne(Document.parse(file.toString()));
      }
      for (JsonNode delivery : sample.path("queue")) {
        mongo.deliveries().insertOne(Document.parse(delivery.toString()));
        expected++;
      }
    }
    List<TakenDelivery> taken = new ArrayList<>();
    for (String zone : mongo.deliveries().distinct("sendingZone", String.class)) {
      taken.addAll(node.sending.take(TakeRequest.of(zone, 50)));
    }
    assertThat(taken).hasSize(expected);
    for (TakenDelivery delivery : taken) {
      assertThat(node.sending.load(delivery).data().id()).isEqualTo(delivery.delivery().id());
    }
  }

  @Test
  void eachDeliveryIsTakenOnceWhenTwoNodesAsk() {
    for (int i = 0; i < 20; i++) {
      add(i, "d.example");
    }
    Set<String> names = new HashSet<>();
    int count = 0;
    while (count < 20) {
      for (QueueNode each : List.of(node, other)) {
        for (TakenDelivery taken : each.sending.take(TakeRequest.of(ZONE, 3))) {
          names.add(taken.delivery().toString());
          count++;
        }
      }
    }
    assertThat(names).hasSize(20);
    assertThat(node.sending.take(TakeRequest.of(ZONE, 3))).isEmpty();
  }

  @Test
  void messagesAreNotTornApartWhenOnlySomeAreTaken() {
    List<String> recipients = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      recipients.add("r" + i + "@d" + i % 3 + ".example");
    }
    QueueIdGenerator ids = new QueueIdGenerator(clock, "00ab");
    for (int i = 0; i < 10; i++) {
      clock.advance(Duration.ofMillis(1));
      node.accept(ids.next(), recipients);
      assertThat(node.handOver(node.store.take(QueueNode.SPOOL).orElseThrow(), recipients))
          .isTrue();
    }

    List<TakenDelivery> taken = node.sending.take(TakeRequest.of("default", 12));

    assertThat(taken).hasSize(12);
    assertThat(taken.stream().map(delivery -> delivery.delivery().id()).distinct()).hasSize(2);
  }

  @Test
  void zoneIsSignalledWhenFewerAreTakenThanWereFound() {
    AtomicInteger signals = new AtomicInteger();
    node.store.onArrival(ZONE, signals::incrementAndGet);
    add(1, "d.example");
    add(2, "d.example");
    assertThat(node.sending.take(TakeRequest.of(ZONE, 3))).hasSize(2);
    assertThat(signals).hasValue(0);
    for (int i = 3; i < 9; i++) {
      add(i, "d.example");
    }
    node.crash.pauseAt(QueuePoint.TAKE_CHOSEN, () -> other.sending.take(TakeRequest.of(ZONE, 6)));
    assertThat(node.sending.take(TakeRequest.of(ZONE, 3))).isEmpty();
    assertThat(signals).hasValue(1);
  }

  @Test
  void aDeferralSignalsNothingUnlessItIsDueAtOnce() throws Exception {
    AtomicInteger signals = new AtomicInteger();
    node.store.onArrival(ZONE, signals::incrementAndGet);
    add(1, "d.example");
    defer("450 4.2.0 try later", Duration.ofMinutes(5));
    assertThat(signals).hasValue(0);
    clock.advance(Duration.ofMinutes(5));
    defer("450 4.2.0 try later", Duration.ZERO);
    assertThat(signals).hasValue(1);
  }

  @Test
  void whatIsPostponedSaysWhyUntilSomebodyDecidesAnew() throws Exception {
    AtomicInteger signals = new AtomicInteger();
    node.store.onArrival(ZONE, signals::incrementAndGet);
    add(1, "d.example");
    Instant until = clock.instant().plusSeconds(60);
    TakenDelivery taken = one(node);
    mongo.trips().next();
    assertThat(node.sending.postpone(taken, "the rate is reached", until)).isTrue();

    assertThat(mongo.trips().next()).containsExactly("update zone-queue");
    assertThat(signals).hasValue(0);
    Document written = mongo.deliveries().find().first();
    assertThat(written)
        .containsEntry("queued", Date.from(until))
        .containsEntry("locked", false)
        .containsEntry("assigned", "no")
        .doesNotContainKeys("lease", "_deferred", "attempts");
    Postponement noted = Postponement.of(written).orElseThrow();
    assertThat(noted.reason()).isEqualTo("the rate is reached");
    assertThat(noted.time()).isEqualTo(clock.instant());
    assertThat(noted.owner()).isEqualTo(node.collections.owner());
    mongo
        .deliveries()
        .updateOne(new Document(), new Document("$set", new Document("queued", date(5))));
    assertThat(Postponement.of(mongo.deliveries().find().first())).isEmpty();

    clock.advance(Duration.ofSeconds(5));
    defer("450 4.2.0 try later", Duration.ofMinutes(5));
    assertThat(mongo.deliveries().find().first()).doesNotContainKey("postponed");
  }

  @Test
  void whatIsPostponedAndDueIsSignalled() {
    AtomicInteger signals = new AtomicInteger();
    node.store.onArrival(ZONE, signals::incrementAndGet);
    add(1, "d.example");
    TakenDelivery taken = one(node);
    node.sending.postpone(taken, "no place", taken.delivery().queued());
    assertThat(signals).hasValue(1);
  }

  @Test
  void domainsAreLeftOutWhenTheyAreNamed() {
    add(1, "slow.example");
    add(2, "fast.example");
    TakeRequest request = TakeRequest.of(ZONE, 5).without(Set.of("slow.example"));
    assertThat(domains(node.sending.take(request))).containsExactly("fast.example");
    assertThat(domains(node.sending.take(TakeRequest.of(ZONE, 5)))).containsExactly("slow.example");
  }

  @Test
  void onlyWhatIsDueAndFreeIsTaken() {
    add(1, "later.example", "queued", Date.from(clock.instant().plusSeconds(60)));
    add(2, "zonemta.example", "assigned", "zonemta-1");
    add(3, "locked.example", "locked", true);
    add(4, "elsewhere.example", "sendingZone", "bounces");
    add(5, "staged.example", "assigned", "wildduck-james:staged");
    add(6, "ours.example", "assigned", "wildduck-james");
    assertThat(domains(node.sending.take(TakeRequest.of(ZONE, 5)))).containsExactly("ours.example");
    assertThat(node.sending.take(TakeRequest.of(ZONE, 1))).isEmpty();
  }

  @Test
  void deliveryStaysInItsPlaceWhenItIsDeferred() throws Exception {
    add(1, "d.example");
    Instant first = clock.instant();
    defer("450 4.2.0 try later", Duration.ofMinutes(5));
    clock.advance(Duration.ofMinutes(6));
    defer("451 4.3.0 still not", Duration.ofMinutes(7));

    Document written = mongo.deliveries().find().first();
    Document deferred = written.get("_deferred", Document.class);
    assertThat(written)
        .containsEntry("locked", false)
        .containsEntry("assigned", "no")
        .containsEntry("queued", Date.from(clock.instant().plus(Duration.ofMinutes(7))))
        .doesNotContainKey("lease");
    assertThat(deferred)
        .containsEntry("first", first.toEpochMilli())
        .containsEntry("last", clock.millis())
        .containsEntry("next", clock.millis() + Duration.ofMinutes(7).toMillis())
        .containsEntry("count", 2)
        .containsEntry("response", "451 4.3.0 still not")
        .containsOnlyKeys("first", "last", "next", "count", "response", "log");
    QueuedDelivery read = QueuedDelivery.of(written);
    assertThat(read.attempts())
        .extracting(Attempt::reply)
        .containsExactly("450 4.2.0 try later", "451 4.3.0 still not");
    assertThat(read.deferral().orElseThrow().count()).isEqualTo(2);
    assertThat(node.sending.take(TakeRequest.of(ZONE, 2))).isEmpty();
  }

  @Test
  void nothingCanBeEndedWhenTheLeaseWasLost() {
    add(1, "d.example");
    TakenDelivery lost = one(node);
    clock.advance(Duration.ofSeconds(31));
    other.store.releaseExpired(ZONE);
    TakenDelivery takenOver = one(other);

    Deferral deferral = Deferral.until(clock.instant(), "mx", "x");
    assertThat(node.sending.finish(lost)).isFalse();
    assertThat(node.sending.defer(lost, deferral)).isFalse();
    assertThat(node.sending.postpone(lost, "x", clock.instant())).isFalse();
    assertThat(node.sending.setAside(lost, "x")).isFalse();
    assertThat(other.sending.finish(takenOver)).isTrue();
    assertThat(mongo.deliveries().countDocuments()).isZero();
  }

  @Test
  void leasesOfABatchAreRenewed() {
    add(1, "d.example");
    add(2, "d.example");
    List<TakenDelivery> taken = node.sending.take(TakeRequest.of(ZONE, 2));
    node.sending.finish(taken.get(0));
    clock.advance(Duration.ofSeconds(20));
    node.store.leases().renewAll();
    clock.advance(Duration.ofSeconds(20));
    assertThat(other.store.releaseExpired(ZONE)).isZero();
    assertThat(node.sending.finish(taken.get(1))).isTrue();
  }

  @Test
  void deferringHasNoEffectWhenTheOwnerHasCancelled() {
    add(1, "d.example");
    TakenDelivery taken = one(node);
    mongo.deliveries().deleteMany(new Document());
    assertThat(node.sending.defer(taken, Deferral.until(clock.instant(), "mx", "x"))).isFalse();
    assertThat(node.sending.finish(taken)).isFalse();
    assertThat(mongo.deliveries().find()).isEmpty();
  }

  @Test
  void brokenDeliveryIsSetAsideAndTheNextOneComes() {
    add(1, "broken.example", "mxPort", "many");
    add(2, "good.example");
    assertThat(domains(node.sending.take(TakeRequest.of(ZONE, 2)))).containsExactly("good.example");
    assertThat(
            mongo.deliveries().find(new Document("setAside.reason", new Document("$exists", true))))
        .hasSize(1);
  }

  @Test
  void deliveriesTakenWithABrokenOneThatCannotBeSetAsideAreNotForgotten() {
    add(1, "broken.example", "mxPort", "many");
    add(2, "good.example");
    FailingDatabase failing = new FailingDatabase(mongo.database());
    QueueCollections collections =
        QueueCollections.of(
            failing.database(),
            QueueDatabase.SETTINGS,
            clock,
            point -> {
              if (point == QueuePoint.TAKE_LEASED) {
                failing.fail("zone-queue.updateMany");
              }
            });
    SendingQueue queue =
        new SendingQueue(
            new QueueStore(collections, new QueueIdGenerator(clock, "0003")),
            new Pauses(collections),
            new Random(7));

    assertThat(domains(queue.take(TakeRequest.of(ZONE, 2)))).containsExactly("good.example");
    assertThat(mongo.deliveries().countDocuments(new Document("locked", true))).isEqualTo(2);

    clock.advance(Duration.ofSeconds(31));
    other.store.releaseExpired(ZONE);
    assertThat(domains(other.sending.take(TakeRequest.of(ZONE, 2))))
        .containsExactly("good.example");
    assertThat(
            mongo.deliveries().find(new Document("setAside.reason", new Document("$exists", true))))
        .hasSize(1);
  }

  @Test
  void deliveriesOfAnInstanceThatIsGoneAreTakenOver() {
    add(1, "a.example", "assigned", "zonemta-1");
    add(2, "b.example", "assigned", "zonemta-1", "locked", true, "lockTime", 1L);
    add(3, "c.example", "assigned", "zonemta-2");
    assertThat(node.sending.takeOver("zonemta-1")).isEqualTo(2);
    assertThat(domains(node.sending.take(TakeRequest.of(ZONE, 5))))
        .containsExactlyInAnyOrder("a.example", "b.example");
    for (String ours : List.of("no", "wildduck-james", "wildduck-james:staged")) {
      assertThatThrownBy(() -> node.sending.takeOver(ours))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void nothingIsTakenOnAnyNodeWhenAZoneOrDomainIsPaused() {
    add(1, "a.example");
    add(2, "b.example");
    node.pauses.pause(PauseKind.DOMAIN, "A.example", "they asked for it");
    node.pauses.pause(PauseKind.ZONE, "Other", "maintenance");
    assertThat(domains(other.sending.take(TakeRequest.of(ZONE, 5)))).containsExactly("b.example");
    node.pauses.pause(PauseKind.ZONE, ZONE, "maintenance");
    clock.advance(QueueDatabase.SETTINGS.pollInterval());
    assertThat(node.pauses.resume(PauseKind.DOMAIN, "a.EXAMPLE")).isTrue();
    assertThat(other.sending.take(TakeRequest.of(ZONE, 5))).isEmpty();
    assertThat(node.pauses.list()).hasSize(2);
    node.pauses.resume(PauseKind.ZONE, ZONE);
    clock.advance(QueueDatabase.SETTINGS.pollInterval());
    assertThat(domains(other.sending.take(TakeRequest.of(ZONE, 5)))).containsExactly("a.example");
    assertThat(node.pauses.resume(PauseKind.ZONE, ZONE)).isFalse();
  }

  @Test
  void aLookTellsWhetherThereIsSomethingToTake() {
    assertThat(node.sending.hasDue(ZONE)).isFalse();
    add(1, "a.example");
    assertThat(node.sending.hasDue(ZONE)).isTrue();
    assertThat(node.sending.hasDue("other")).isFalse();
    node.pauses.pause(PauseKind.DOMAIN, "a.example", "they asked for it");
    assertThat(node.sending.hasDue(ZONE)).isFalse();
    node.pauses.resume(PauseKind.DOMAIN, "a.example");
    node.pauses.pause(PauseKind.ZONE, ZONE, "maintenance");
    assertThat(node.sending.hasDue(ZONE)).isFalse();
    node.pauses.resume(PauseKind.ZONE, ZONE);
    assertThat(node.sending.take(TakeRequest.of(ZONE, 5))).hasSize(1);
    assertThat(node.sending.hasDue(ZONE)).isFalse();
  }

  @Test
  void nothingIsTakenForAPausedDomainHoweverItIsSpelled() {
    add(1, "slow.example");
    add(2, "Slow.Example");
    add(3, "SLOW.EXAMPLE");
    add(4, "slow-example");
    add(5, "very.slow.example");
    node.pauses.pause(PauseKind.DOMAIN, "slow.EXAMPLE", "they asked for it");
    TakeRequest request = TakeRequest.of(ZONE, 9).without(Set.of("slow-example"));
    assertThat(domains(node.sending.take(request))).containsExactly("very.slow.example");
    node.pauses.resume(PauseKind.DOMAIN, "slow.example");
    assertThat(node.sending.take(TakeRequest.of(ZONE, 9))).hasSize(4);
  }

  @Test
  void indexIsUsedWhenADomainIsPaused() {
    List<Document> slow = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      slow.add(document(1000 + i, "slow.example"));
    }
    mongo.deliveries().insertMany(slow);
    add(1, "fast.example");
    node.pauses.pause(PauseKind.DOMAIN, "slow.example", "maintenance");
    Document plan =
        mongo
            .deliveries()
            .find(
                new DueDeliveries(node.collections)
                    .condition(TakeRequest.of(ZONE, 5), node.pauses.current()))
            .explain(ExplainVerbosity.EXECUTION_STATS);
    assertThat(plan.toJson()).contains("IXSCAN");
    assertThat(domains(node.sending.take(TakeRequest.of(ZONE, 5)))).containsExactly("fast.example");
  }

  @Test
  void whatIsTakenIsWhatStandsInTheDatabase() {
    for (int i = 0; i < 5; i++) {
      add(i, "d.example", "foreign", new Document("kept", i));
    }
    for (TakenDelivery taken : node.sending.take(TakeRequest.of(ZONE, 5))) {
      Document stored =
          mongo.deliveries().find(new Document("_id", taken.lease().documentId())).first();
      assertThat(stored.getEmbedded(List.of("lease", "token"), String.class))
          .isEqualTo(taken.lease().token());
      assertThat(new LeaseUpdates(node.collections).taken(stored, "t", clock.instant()))
          .containsOnlyKeys(stored.keySet());
    }
  }

  @Test
  void onlyDueDeliveriesAreLookedAtWhenTheQueueIsFullOfDeferredOnes() {
    List<Document> deferred = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      deferred.add(document(1000 + i, "d.example", "queued", date(60 + i)));
      deferred.add(document(7000 + i, "d.example", "assigned", "zonemta-1"));
    }
    mongo.deliveries().insertMany(deferred);
    for (int i = 0; i < 10; i++) {
      add(i, "d.example");
    }
    Document plan =
        mongo
            .deliveries()
            .find(new LeaseUpdates(node.collections).due(ZONE, clock.instant()))
            .explain(ExplainVerbosity.EXECUTION_STATS);

    assertThat(plan.toJson()).contains("IXSCAN");
    Document statistics = plan.get("executionStats", Document.class);
    assertThat(statistics.get("nReturned", Number.class).intValue()).isEqualTo(10);
    assertThat(statistics.get("totalDocsExamined", Number.class).intValue()).isEqualTo(10);
    assertThat(node.sending.take(TakeRequest.of(ZONE, 20))).hasSize(10);
  }

  private Date date(int seconds) {
    return Date.from(clock.instant().plusSeconds(seconds));
  }

  private void defer(String reply, Duration delay) {
    Deferral deferral = Deferral.until(clock.instant().plus(delay), "mx.d.example", reply);
    assertThat(node.sending.defer(one(node), deferral)).isTrue();
  }

  private static TakenDelivery one(QueueNode node) {
    return node.sending.take(TakeRequest.of(ZONE, 1)).get(0);
  }

  private static List<String> domains(List<TakenDelivery> taken) {
    return taken.stream().map(delivery -> delivery.delivery().domain()).toList();
  }

  private void add(int number, String domain, Object... changes) {
    mongo.deliveries().insertOne(document(number, domain, changes));
  }

  private Document document(int number, String domain, Object... changes) {
    Document delivery =
        new Document("id", QueueId.of(String.format("1a20922255b%07x", number)).asString())
            .append("seq", "001")
            .append("domain", domain)
            .append("sendingZone", ZONE)
            .append("recipient", "b@" + domain)
            .append("locked", false)
            .append("lockTime", 0)
            .append("assigned", "no")
            .append("queued", date(0))
            .append("created", date(0));
    for (int i = 0; i < changes.length; i += 2) {
      delivery.append((String) changes[i], changes[i + 1]);
    }
    return delivery;
  }
}
