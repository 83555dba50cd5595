package email.wildduck.james.queue.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.handover.DirectQueueing;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.pause.PauseKind;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import email.wildduck.james.queue.zone.Delay;
import email.wildduck.james.queue.zone.DeliveryIntake;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ZoneConsumerTest {
  private static final String ZONE = "default";
  private static final String ASIDE = "aside";
  private static final String ZONE_FIND = "find zone-queue";
  private static final Duration GRACE = Duration.ofSeconds(5);

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final Clock clock = Clock.systemUTC();
  private final QueueIdGenerator ids = new QueueIdGenerator(clock, "00aa");
  private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
  private final List<ZoneConsumer> consumers = new ArrayList<>();
  private final List<Runnable> closing = new ArrayList<>();
  private WorkGate gate = WorkGate.open();
  private DeliveryWatch watch = DeliveryWatch.none();
  private QueueNode node;

  @BeforeEach
  void startNode() {
    node = new QueueNode(mongo.database(), clock, "0001");
    node.store.start();
  }

  @AfterEach
  void stop() {
    consumers.forEach(ZoneConsumer::close);
    closing.forEach(Runnable::run);
    node.store.close();
  }

  @Test
  void everyDeliveryIsWorkedOnOnceWhenTwoNodesEmptyAZone() throws IOException {
    for (int i = 0; i < 60; i++) {
      add("r" + i + "@d" + i % 7 + ".example");
    }
    QueueNode other = new QueueNode(mongo.database(), clock, "0002");
    other.store.start();
    consume(node, limits(4, 2), delivered());
    consume(other, limits(4, 2), delivered());

    await().untilAsserted(() -> assertThat(mongo.deliveries().countDocuments()).isZero());
    assertThat(done).hasSize(60).doesNotHaveDuplicates();
    assertThat(mongo.files().countDocuments()).isZero();
    other.store.close();
  }

  @Test
  void aDomainHasNoMoreConnectionsThanItsLimitAndKeepsNobodyWaiting() throws IOException {
    CountDownLatch slowMayEnd = new CountDownLatch(1);
    AtomicInteger slow = new AtomicInteger();
    AtomicInteger mostSlow = new AtomicInteger();
    for (int i = 0; i < 30; i++) {
      add("r" + i + "@" + (i % 2 == 0 ? "slow" : "Slow") + ".example");
    }
    for (int i = 0; i < 10; i++) {
      add("r" + i + "@fast.example");
    }
    consume(
        node,
        new ZoneLimits(ZONE, 6, 5, Map.of("slow.example", 2)),
        delivery -> {
          if (delivery.delivery().domain().equalsIgnoreCase("slow.example")) {
            mostSlow.accumulateAndGet(slow.incrementAndGet(), Math::max);
            awaitQuietly(slowMayEnd);
            slow.decrementAndGet();
          }
          return finished(delivery);
        });

    await().untilAsserted(() -> assertThat(doneAt("fast.example")).isEqualTo(10));
    assertThat(doneAt("slow.example")).isZero();
    slowMayEnd.countDown();
    await().untilAsserted(() -> assertThat(mongo.deliveries().countDocuments()).isZero());
    assertThat(mostSlow).hasValue(2);
    assertThat(done).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void theNextDeliveryOfADomainAtItsLimitBeginsWithoutALookAtTheDatabase() throws IOException {
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    for (int i = 0; i < 2; i++) {
      add("r" + i + "@d.example");
    }
    ZoneConsumer consumer =
        consume(
            node,
            new ZoneLimits(ZONE, 5, 1, Map.of()),
            delivery -> {
              begun.countDown();
              awaitQuietly(mayEnd);
              return finished(delivery);
            });
    awaitQuietly(begun);
    await()
        .untilAsserted(
            () ->
                assertThat(mongo.deliveries().countDocuments(new Document("locked", true)))
                    .isEqualTo(2));
    Places places = consumer.places();
    assertThat(places.busy()).containsExactly("d.example");
    assertThat(places.refills()).isEmpty();
    ConsumerIntake intake = new ConsumerIntake();
    intake.add(consumer);
    assertThat(intake.isAtLimit(ZONE, "D.example")).isTrue();
    assertThat(intake.isAtLimit(ZONE, "other.example")).isFalse();
    assertThat(intake.isAtLimit("other", "d.example")).isFalse();
    mayEnd.countDown();
    await().untilAsserted(() -> assertThat(done).hasSize(2));
  }

  @Test
  void recipientsOfAMessageAtOneDomainAreWorkedOnTogetherWhateverHasBeenTakenOfThem()
      throws IOException {
    List<String> recipients = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      recipients.add("r" + i + "@d" + i % 2 + ".example");
    }
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    add(recipients);
    start(
        node,
        limits(1, 2),
        group -> {
          sizes.add(group.size());
          group.deliveries().forEach(this::finished);
          return group.all(Outcome.delivered("mx", "250 OK"));
        });

    await().untilAsserted(() -> assertThat(mongo.deliveries().countDocuments()).isZero());
    await().untilAsserted(() -> assertThat(mongo.files().countDocuments()).isZero());
    // some may have been taken while others of them began
    assertThat(sizes).hasSizeLessThan(6);
    assertThat(done).hasSize(12).doesNotHaveDuplicates();
  }

  @Test
  void whatElseOfAMessageIsDueForADomainIsTakenWithIt() throws IOException {
    add(List.of("a@d.example", "b@other.example", "c@d.example", "d@D.example", "e@d.example"));
    List<TakenDelivery> taken =
        node.sending.take(TakeRequest.of(ZONE, 1).onlyFor(Set.of("d.example")));

    DeliveryGroup whole = new Companions(node.sending).complete(DeliveryGroup.of(taken.get(0)));

    assertThat(whole.deliveries())
        .extracting(delivery -> delivery.delivery().recipient())
        .containsExactlyInAnyOrder("a@d.example", "c@d.example", "e@d.example");
    assertThat(mongo.deliveries().countDocuments(new Document("locked", true))).isEqualTo(3);
  }

  @Test
  void eachRecipientOfAGroupHasAnOutcomeOfItsOwn() throws IOException {
    add(List.of("a@d.example", "later@d.example", "c@d.example"));
    consume(
        node,
        limits(1, 1),
        delivery ->
            delivery.delivery().recipient().startsWith("later")
                ? Outcome.deferred("mx", "451 later", clock.instant().plus(GRACE))
                : finished(delivery));

    await().untilAsserted(() -> assertThat(mongo.deliveries().countDocuments()).isEqualTo(1));
    await()
        .untilAsserted(
            () ->
                assertThat(mongo.deliveries().find().first())
                    .containsEntry("recipient", "later@d.example")
                    .containsEntry("locked", false));
    assertThat(mongo.files().countDocuments()).isEqualTo(1);
  }

  @Test
  void nothingIsAskedWhenAPlaceBecomesFreeThatNobodyCanWaitFor() throws IOException {
    QueueNode quiet = nodeWithoutPoll("0003");
    CountDownLatch mayEnd = new CountDownLatch(1);
    consume(
        quiet,
        limits(30, 30),
        delivery -> {
          awaitQuietly(mayEnd);
          return finished(delivery);
        });
    for (int i = 0; i < 20; i++) {
      add(quiet, "r" + i + "@d" + i + ".example");
    }
    await()
        .untilAsserted(
            () ->
                assertThat(mongo.deliveries().countDocuments(new Document("locked", true)))
                    .isEqualTo(20));
    await().during(Duration.ofMillis(200)).until(() -> mongo.trips().next().isEmpty());
    mayEnd.countDown();
    await().untilAsserted(() -> assertThat(mongo.files().countDocuments()).isZero());
    AtomicLong finds = new AtomicLong();
    await()
        .during(Duration.ofMillis(200))
        .until(
            () -> finds.addAndGet(mongo.trips().next().stream().filter(ZONE_FIND::equals).count()),
            // whether the message has deliveries left is asked for each
            count -> count == 20);
  }

  @Test
  void nobodyIsLeftWaitingWithoutAPoll() throws IOException {
    QueueNode quiet = nodeWithoutPoll("0003");
    QueueNode other = nodeWithoutPoll("0004");
    for (int i = 0; i < 60; i++) {
      add(quiet, "r" + i + "@" + (i % 2 == 0 ? "busy" : "Busy") + ".example");
      add(quiet, "r" + i + "@d" + i % 5 + ".example");
    }
    consume(quiet, new ZoneLimits(ZONE, 4, 2, Map.of("busy.example", 1)), delivered());
    consume(other, limits(3, 1), delivered());
    for (int i = 60; i < 120; i++) {
      add(quiet, "r" + i + "@d" + i % 7 + ".example");
      add(other, "r" + i + "@busy.example");
    }

    await().untilAsserted(() -> assertThat(mongo.deliveries().countDocuments()).isZero());
    assertThat(done).hasSize(240).doesNotHaveDuplicates();
  }

  @Test
  void aBacklogOfOneDomainGoesOnePlaceAtATimeWithoutAPoll() throws IOException {
    QueueNode quiet = nodeWithoutPoll("0003");
    for (int i = 0; i < 40; i++) {
      add(quiet, "r" + i + "@d.example");
    }
    consume(quiet, limits(5, 1), delivered());

    await().untilAsserted(() -> assertThat(mongo.deliveries().countDocuments()).isZero());
    assertThat(done).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void aBacklogIsTakenByTheBatchAndInItsOrder() throws IOException {
    QueueNode quiet = nodeWithoutPoll("0003");
    for (int i = 0; i < 60; i++) {
      add(quiet, "r" + i + "@d" + i + ".example");
    }
    mongo.trips().next();
    consume(quiet, limits(4, 4), delivered());

    await().untilAsserted(() -> assertThat(mongo.deliveries().countDocuments()).isZero());
    List<String> trips = mongo.trips().next();
    assertThat(done).hasSize(60).doesNotHaveDuplicates();
    // one find-and-modify for each would be 56
    assertThat(trips).doesNotContain("findAndModify zone-queue");
    assertThat(trips.stream().filter("update zone-queue"::equals).count()).isLessThan(31);
  }

  @Test
  void whatIsPutAsideOnTheWayKeepsNobodyWaiting() throws IOException {
    QueueNode quiet = nodeWithoutPoll("0003");
    for (int i = 0; i < 10; i++) {
      add(quiet, "r" + i + "@d" + i + ".example");
    }
    mongo
        .deliveries()
        .updateMany(
            new Document("domain", new Document("$in", List.of("d0.example", "d1.example"))),
            new Document("$unset", new Document("recipient", "")));
    consume(quiet, limits(2, 1), delivered());

    await().untilAsserted(() -> assertThat(done).hasSize(8));
  }

  @Test
  void workThatThrowsIsADeferral() throws IOException {
    add("r@d.example");
    consume(
        node,
        limits(1, 1),
        delivery -> {
          throw new IllegalStateException("broken step");
        });

    await()
        .untilAsserted(
            () -> {
              Document delivery = mongo.deliveries().find().first();
              assertThat(delivery.getBoolean("locked")).isFalse();
              assertThat(delivery.getEmbedded(List.of("_deferred", "response"), String.class))
                  .contains("broken step");
            });
  }

  @Test
  void theSenderIsToldOfALongDelayWithAllRecipientsThatWait() throws IOException {
    add(List.of("a@one.example", "b@two.example", "c@three.example"));
    Delay delay = Delay.until(clock.instant().plus(GRACE), "4.7.1");
    consume(
        node,
        limits(3, 3),
        delivery -> {
          Outcome later = Outcome.deferred("mx", "451 later", clock.instant().plusSeconds(600));
          return delivery.delivery().recipient().startsWith("c")
              ? finished(delivery)
              : later.withDelay(delay.asDue());
        });
    List<String> warnings = new ArrayList<>();

    await()
        .untilAsserted(
            () -> {
              warnings.addAll(node.takeReports());
              assertThat(warnings).isNotEmpty();
            });
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("a@one.example", "b@two.example")
        .doesNotContain("c@three.example");
  }

  @Test
  void anOutcomeIsWrittenAsWhatItIs() throws IOException {
    add("deferred@d.example");
    add("aside@d.example");
    add("dropped@d.example");
    add("bounced@d.example");
    consume(
        node,
        limits(4, 4),
        delivery -> {
          String recipient = delivery.delivery().recipient();
          finished(delivery);
          if (recipient.startsWith("deferred")) {
            return Outcome.deferred("mx[192.0.2.1]", "451 later", clock.instant().plus(GRACE));
          }
          return recipient.startsWith("aside")
              ? Outcome.setAside("unreadable")
              : recipient.startsWith("dropped")
                  ? Outcome.dropped("suppressed")
                  : Outcome.bounced("mx", "550 no");
        });

    await().untilAsserted(() -> assertThat(done).hasSize(4));
    await().untilAsserted(() -> assertThat(mongo.deliveries().countDocuments()).isEqualTo(3));
    assertThat(node.takeReports()).singleElement().asString().endsWith("/bounced@d.example");
    await()
        .untilAsserted(
            () ->
                assertThat(mongo.deliveries().find(new Document("recipient", "deferred@d.example")))
                    .first()
                    .satisfies(
                        document ->
                            assertThat(
                                    document.getEmbedded(
                                        List.of("_deferred", "response"), String.class))
                                .isEqualTo("451 later")));
    Document aside = mongo.deliveries().find(new Document("recipient", "aside@d.example")).first();
    assertThat(aside.getEmbedded(List.of("setAside", "reason"), String.class))
        .isEqualTo("unreadable");
  }

  @Test
  void whatMayNotBeginGoesBackBeforeItsMessageIsRead() throws IOException {
    add(List.of("a@shut.example", "b@shut.example", "c@open.example"));
    mongo.trips().next();
    gate =
        group ->
            group.domain().equals("shut.example")
                ? Optional.of(
                    Outcome.postponed("it is left alone", clock.instant().plusSeconds(60)))
                : Optional.empty();
    consume(node, limits(1, 1), delivered());

    await()
        .untilAsserted(
            () ->
                assertThat(
                        mongo
                            .deliveries()
                            .countDocuments(new Document("postponed.reason", "it is left alone")))
                    .isEqualTo(2));
    await().untilAsserted(() -> assertThat(done).hasSize(1));
    assertThat(mongo.trips().next().stream().filter("find mail.files"::equals)).hasSize(1);
    assertThat(mongo.deliveries().find())
        .allSatisfy(delivery -> assertThat(delivery).doesNotContainKey("_deferred"));
  }

  @Test
  void theWatchHearsOfWhatIsLeftAndOfWhatEnds() throws IOException {
    add(List.of("a@d.example", "later@d.example"));
    ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
    watch =
        new DeliveryWatch() {
          @Override
          public void left(TakenDelivery delivery, Instant until) {
            heard.add(delivery.delivery().recipient() + " until " + until);
          }

          @Override
          public void ending(Collection<TakenDelivery> deliveries) {
            deliveries.forEach(ended -> heard.add(ended.delivery().recipient()));
          }
        };
    Instant until = Instant.parse("2099-01-01T00:00:00Z");
    consume(
        node,
        limits(1, 1),
        delivery ->
            delivery.delivery().recipient().startsWith("later")
                ? Outcome.deferred("mx", "451 later", until)
                : finished(delivery));

    await()
        .untilAsserted(
            () ->
                assertThat(heard)
                    .containsExactlyInAnyOrder("a@d.example", "later@d.example until " + until));
  }

  @Test
  void aGateThatFailsLetsEverythingPass() throws IOException {
    add("r@d.example");
    gate =
        group -> {
          throw new IllegalStateException("broken gate");
        };
    consume(node, limits(1, 1), delivered());

    await().untilAsserted(() -> assertThat(done).hasSize(1));
  }

  @Test
  void anAdministratorsBounceIsSentInsteadOfAnAttempt() throws IOException {
    add("r@d.example");
    mongo
        .deliveries()
        .updateMany(
            new Document(),
            new Document(
                "$set", new Document("bounceRequest", new Document("reason", "not wanted"))));
    consume(node, limits(1, 1), delivered());

    await()
        .untilAsserted(
            () ->
                assertThat(node.takeReports()).singleElement().asString().endsWith("/r@d.example"));
    await().untilAsserted(() -> assertThat(mongo.deliveries().countDocuments()).isZero());
    await().untilAsserted(() -> assertThat(mongo.files().countDocuments()).isZero());
    assertThat(done).isEmpty();
  }

  @Test
  void recipientsThatFailInOneRoundAreInOneReportWhateverTheirDomains() throws IOException {
    CountDownLatch slowMayEnd = new CountDownLatch(1);
    add(List.of("a@one.example", "b@two.example", "ok@two.example", "slow@three.example"));
    consume(
        node,
        limits(4, 1),
        delivery -> {
          if (delivery.delivery().recipient().startsWith("slow")) {
            awaitQuietly(slowMayEnd);
          }
          finished(delivery);
          return delivery.delivery().recipient().startsWith("ok")
              ? Outcome.delivered("mx", "250 ok")
              : Outcome.bounced("mx", "550 no");
        });
    await().untilAsserted(() -> assertThat(done).hasSize(3));
    await().during(Duration.ofSeconds(1)).until(() -> node.takeReports().isEmpty());
    slowMayEnd.countDown();

    List<String> reports = new ArrayList<>();
    await()
        .until(
            () -> {
              reports.addAll(node.takeReports());
              return mongo.deliveries().countDocuments() == 0;
            });
    assertThat(reports)
        .singleElement()
        .asString()
        .contains("a@one.example", "b@two.example", "slow@three.example")
        .doesNotContain("ok@");
    await().untilAsserted(() -> assertThat(mongo.files().countDocuments()).isZero());
  }

  @Test
  void whatWaitsIsGivenBackWhenItsDomainIsPausedOrTheConsumerEnds() throws IOException {
    CountDownLatch mayEnd = new CountDownLatch(1);
    for (int i = 0; i < 4; i++) {
      add("r" + i + "@d.example");
    }
    consume(
        node,
        new ZoneLimits(ZONE, 5, 2, Map.of()),
        delivery -> {
          awaitQuietly(mayEnd);
          return finished(delivery);
        });
    await()
        .untilAsserted(
            () ->
                assertThat(mongo.deliveries().countDocuments(new Document("locked", true)))
                    .isEqualTo(4));
    node.pauses.pause(PauseKind.DOMAIN, "D.example", "too many complaints");
    await()
        .untilAsserted(
            () ->
                assertThat(mongo.deliveries().countDocuments(new Document("locked", true)))
                    .isEqualTo(2));
    assertThat(
            mongo
                .deliveries()
                .distinct("postponed.reason", new Document("locked", false), String.class))
        .containsExactly("the domain d.example was paused");
    mayEnd.countDown();
    await().untilAsserted(() -> assertThat(mongo.deliveries().countDocuments()).isEqualTo(2));
    assertThat(done).hasSize(2);
    node.pauses.resume(PauseKind.DOMAIN, "d.example");
    await().untilAsserted(() -> assertThat(done).hasSize(4));
  }

  @Test
  void newDeliveriesThatFindNoPlaceWaitForOneWithoutBeingTakenFromTheDatabase() throws IOException {
    QueueNode quiet = nodeWithoutPoll("0003");
    CountDownLatch mayEnd = new CountDownLatch(1);
    ZoneConsumer consumer =
        consume(
            quiet,
            limits(2, 2),
            delivery -> {
              awaitQuietly(mayEnd);
              return finished(delivery);
            });
    await().until(() -> consumer.places().free() == 2 && isOpen(consumer));
    for (int i = 0; i < 18; i++) {
      give(quiet, consumer, "r" + i + "@d" + i % 2 + ".example");
    }
    assertThat(consumer.places().free()).isZero();
    assertThat(consumer.places().waiting()).isEqualTo(16);
    assertThat(consumer.reserve("d0.example")).isEmpty();
    mongo.trips().next();
    mayEnd.countDown();

    await().untilAsserted(() -> assertThat(mongo.files().countDocuments()).isZero());
    assertThat(mongo.trips().next()).doesNotContain("findAndModify zone-queue");
    assertThat(done).hasSize(18).doesNotHaveDuplicates();
  }

  @Test
  void newDeliveriesThatWaitAreGivenBackWhenTheConsumerEnds() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    ZoneConsumer consumer =
        consume(
            node,
            limits(1, 1),
            delivery -> {
              awaitQuietly(mayEnd);
              return finished(delivery);
            });
    await().until(() -> isOpen(consumer));
    give(node, consumer, "works@d.example");
    give(node, consumer, "waits@d.example");
    DeliveryIntake.Place late = consumer.reserve("d.example").orElseThrow();
    List<TakenDelivery> comesLate = take(node, "late@d.example");
    Thread end = new Thread(consumer::close);
    end.start();
    await().untilAsserted(() -> assertThat(unlocked()).containsExactly("waits@d.example"));
    mayEnd.countDown();
    end.join();
    late.give(comesLate, node.store.load(comesLate.get(0).delivery().id()));
    assertThat(unlocked()).containsExactlyInAnyOrder("waits@d.example", "late@d.example");
    assertThat(done).hasSize(1);
  }

  @Test
  void aZoneIsBehindWhenAsManyWaitAsCanBeginAndPlacesAreSoonFree() throws IOException {
    AtomicReference<CountDownLatch> mayEnd = new AtomicReference<>(new CountDownLatch(0));
    ZoneConsumer consumer =
        consume(
            node,
            limits(1, 1),
            delivery -> {
              awaitQuietly(mayEnd.get());
              return finished(delivery);
            });
    await().until(() -> isOpen(consumer));
    ConsumerIntake intake = new ConsumerIntake();
    intake.add(consumer);
    for (int i = 0; i < 60; i++) {
      give(node, consumer, "quick" + i + "@d.example");
      await().until(() -> consumer.places().free() == 1);
    }
    mayEnd.set(new CountDownLatch(1));
    give(node, consumer, "works@d.example");
    assertThat(intake.isBehind()).isFalse();
    give(node, consumer, "waits@d.example");
    assertThat(intake.isBehind()).isTrue();
    mayEnd.get().countDown();
    await().untilAsserted(() -> assertThat(done).hasSize(62));
    assertThat(intake.isBehind()).isFalse();
  }

  /** Whether it knows that nothing older waits. */
  private static boolean isOpen(ZoneConsumer consumer) {
    Optional<DeliveryIntake.Place> place = consumer.reserve("open.example");
    place.ifPresent(DeliveryIntake.Place::cancel);
    return place.isPresent();
  }

  private void give(QueueNode by, ZoneConsumer consumer, String recipient) throws IOException {
    DeliveryIntake.Place place =
        consumer.reserve(recipient.substring(recipient.indexOf('@') + 1)).orElseThrow();
    List<TakenDelivery> taken = take(by, recipient);
    try {
      place.give(taken, by.store.load(taken.get(0).delivery().id()));
    } catch (BrokenEntryException e) {
      throw new AssertionError(e);
    }
  }

  /** One that the consumer does not take itself. */
  private List<TakenDelivery> take(QueueNode by, String recipient) throws IOException {
    add(by, ASIDE, List.of(recipient));
    return by.sending.take(TakeRequest.of(ASIDE, 1));
  }

  private List<String> unlocked() {
    return mongo
        .deliveries()
        .find(new Document("locked", false))
        .map(document -> document.getString("recipient"))
        .into(new ArrayList<>());
  }

  private static ZoneLimits limits(int connections, int perDomain) {
    return new ZoneLimits(ZONE, connections, perDomain, Map.of());
  }

  private interface Delivering {
    Outcome deliver(TakenDelivery delivery);
  }

  private Delivering delivered() {
    return this::finished;
  }

  private Outcome finished(TakenDelivery delivery) {
    done.add(delivery.delivery() + " " + delivery.delivery().recipient());
    return Outcome.delivered("mx", "250 OK");
  }

  private long doneAt(String domain) {
    return done.stream().filter(line -> line.endsWith("@" + domain)).count();
  }

  private ZoneConsumer consume(QueueNode on, ZoneLimits limits, Delivering delivering) {
    return start(
        on,
        limits,
        group -> {
          Map<TakenDelivery, Outcome> outcomes = new LinkedHashMap<>();
          group.deliveries().forEach(one -> outcomes.put(one, delivering.deliver(one)));
          return outcomes;
        });
  }

  private ZoneConsumer start(QueueNode on, ZoneLimits limits, DeliveryWork work) {
    Gathering gathering =
        Gathering.start(on.reporting, on.warning, on.failures, QueueNode.GATHER, clock);
    closing.add(gathering::close);
    ZoneConsumer consumer =
        ZoneConsumer.start(
            limits,
            on.store,
            on.sending,
            on.pauses,
            new Ending(on.sending, work, gate, watch, gathering, FailureObserver.none(), clock),
            GRACE);
    consumers.add(consumer);
    return consumer;
  }

  /** Nothing but signals and places that become free wake its consumers up. */
  private QueueNode nodeWithoutPoll(String suffix) {
    QueueNode quiet =
        new QueueNode(
            mongo.database(),
            clock,
            suffix,
            QueueDatabase.SETTINGS.withPollInterval(Duration.ofHours(1)));
    quiet.store.start();
    closing.add(quiet.store::close);
    return quiet;
  }

  private void add(String recipient) throws IOException {
    add(node, recipient);
  }

  private void add(QueueNode by, String recipient) throws IOException {
    add(by, List.of(recipient));
  }

  private void add(List<String> recipients) throws IOException {
    add(node, recipients);
  }

  private void add(QueueNode by, List<String> recipients) throws IOException {
    add(by, ZONE, recipients);
  }

  private void add(QueueNode by, String zone, List<String> recipients) throws IOException {
    List<NewDelivery> deliveries = new ArrayList<>();
    for (String recipient : recipients) {
      deliveries.add(NewDelivery.to(zone, recipient, clock.instant(), DeliveryTarget.mxOfDomain()));
    }
    new DirectQueueing(by.collections, by.store.files(), by.store.signals())
        .add(
            ids.next(),
            NewMessage.of(QueueNode.message("m"), "a@example.com", recipients),
            deliveries);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
