package email.wildduck.james.queue.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.handover.DirectQueueing;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.pause.PauseKind;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.store.FailingDatabase;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database goes away just after deliveries were taken. */
class ZoneWorkOutageTest {
  private static final String ZONE = "default";

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final Clock clock = Clock.systemUTC();
  private final QueueIdGenerator ids = new QueueIdGenerator(clock, "00aa");
  private final Queue<String> begun = new ConcurrentLinkedQueue<>();
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private FailingDatabase database;
  private QueueNode node;
  private Gathering gathering;
  private ZoneWork work;

  @BeforeEach
  void start() {
    database = new FailingDatabase(mongo.database());
    node = new QueueNode(database.database(), clock, "0001");
    gathering =
        Gathering.start(node.reporting, node.warning, node.failures, QueueNode.GATHER, clock);
    work =
        new ZoneWork(
            new ZoneLimits(ZONE, 5, 1, Map.of()),
            node.sending,
            new Ending(
                node.sending,
                this::deliver,
                WorkGate.open(),
                DeliveryWatch.none(),
                gathering,
                FailureObserver.none(),
                clock),
            () -> {});
  }

  @AfterEach
  void stop() throws InterruptedException {
    database.recover();
    mayEnd.countDown();
    work.end(Duration.ofSeconds(5));
    gathering.close();
    node.store.close();
  }

  @Test
  void whatWasTakenWithDeliveriesThatCannotBeGivenBackIsWorkedOn() throws IOException {
    List<TakenDelivery> taken =
        List.of(
            take("begins@d.example"),
            take("waits@d.example"),
            take("unwanted@d.example"),
            take("last@other.example"));
    database.fail("zone-queue.updateOne");

    work.begin(taken);

    await()
        .untilAsserted(
            () ->
                assertThat(begun)
                    .containsExactlyInAnyOrder("begins@d.example", "last@other.example"));
    assertThat(taken)
        .filteredOn(node.sending::isSurelyOurs)
        .extracting(delivery -> delivery.delivery().recipient())
        .containsExactly("begins@d.example", "waits@d.example", "last@other.example");
    mayEnd.countDown();
    await().untilAsserted(() -> assertThat(begun).contains("waits@d.example"));
  }

  @Test
  void pausedDeliveriesThatCannotBeGivenBackAreHeldNoMore() throws IOException {
    List<TakenDelivery> taken =
        List.of(
            take("a@d.example"),
            take("b@d.example"),
            take("a@other.example"),
            take("b@other.example"));
    work.begin(taken);
    node.pauses.pause(PauseKind.ZONE, ZONE, "maintenance");
    database.fail("zone-queue.updateOne");

    work.giveBackPaused(node.pauses.current());

    assertThat(taken)
        .filteredOn(node.sending::isSurelyOurs)
        .extracting(delivery -> delivery.delivery().recipient())
        .containsExactly("a@d.example", "a@other.example");
  }

  private Map<TakenDelivery, Outcome> deliver(DeliveryGroup group) {
    begun.add(group.first().delivery().recipient());
    try {
      mayEnd.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return group.all(Outcome.delivered("mx", "250 OK"));
  }

  private TakenDelivery take(String recipient) throws IOException {
    new DirectQueueing(node.collections, node.store.files(), node.store.signals())
        .add(
            ids.next(),
            NewMessage.of(QueueNode.message("m"), "a@example.com", List.of(recipient)),
            List.of(NewDelivery.to(ZONE, recipient, clock.instant(), DeliveryTarget.mxOfDomain())));
    return node.sending.take(TakeRequest.of(ZONE, 1)).get(0);
  }
}
