package email.wildduck.james.queue;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.queue.handover.HandOver;
import email.wildduck.james.queue.handover.HandOverPlan;
import email.wildduck.james.queue.id.DeliveryDocumentId;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.james.MailMessages;
import email.wildduck.james.queue.james.MongoMailQueue;
import email.wildduck.james.queue.james.MongoMailQueueFactory;
import email.wildduck.james.queue.james.RawMimeMessage;
import email.wildduck.james.queue.james.SpoolHold;
import email.wildduck.james.queue.pause.Pauses;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueueHooks;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.QueueStoreSettings;
import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.zone.Deferral;
import email.wildduck.james.queue.zone.SendingQueue;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.server.core.MailImpl;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** What each step of a message costs in calls to the database. */
class RoundTripsTest {
  private static final Clock CLOCK = Clock.systemUTC();

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final TestIntake intake = new TestIntake();
  private final BlockingQueue<MailQueueItem> items = new LinkedBlockingQueue<>();
  private final Consumer consumer = new Consumer();
  private final QueueIdGenerator door = new QueueIdGenerator(CLOCK, "d00f");
  private RoundTrips trips;
  private QueueStore store;
  private SendingQueue sending;
  private HandOver handOver;
  private MongoMailQueueFactory factory;
  private MongoMailQueue spool;

  /** As James' spooler: it wants a mail more when it has ended one. */
  private final class Consumer extends BaseSubscriber<MailQueueItem> {
    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      request(1);
    }

    @Override
    protected void hookOnNext(MailQueueItem item) {
      items.add(item);
    }
  }

  @BeforeEach
  void start() {
    trips = mongo.trips();
    // whatever is done at intervals is not done here
    QueueStoreSettings settings =
        QueueStoreSettings.defaults()
            .withPollInterval(Duration.ofHours(1))
            .withLease(Duration.ofHours(3))
            .withLateWrites(Duration.ofHours(1));
    QueueCollections collections =
        QueueCollections.of(mongo.database(), settings, CLOCK, QueueHooks.none());
    store = new QueueStore(collections, new QueueIdGenerator(CLOCK, "0001"));
    store.start();
    sending = new SendingQueue(store, new Pauses(collections), new Random(7));
    handOver = new HandOver(store, intake);
    factory =
        new MongoMailQueueFactory(
            store,
            new RawMailQueueItemDecoratorFactory(),
            new RecordingMetricFactory(),
            new NoopGaugeRegistry(),
            CLOCK,
            SpoolHold.none());
    spool = factory.createQueue(MailQueueName.of("spool"));
    sending.take(TakeRequest.of("default", 1)); // what is paused is known for an hour now
    trips.next();
  }

  @AfterEach
  void stop() {
    factory.close();
    store.close();
  }

  @Test
  void wholeWayCostsEightWhenThereIsRoom() throws Exception {
    consumeNothing();
    for (int i = 0; i < 3; i++) {
      intake.open(1);
      QueueId id = accept();
      MailQueueItem item = items.poll(1, TimeUnit.MINUTES);
      assertThat(handOver(id, item, 1, "X-Routed")).isTrue();
      item.done(CompletionStatus.SUCCESS);
      consumer.request(1);
      TakenDelivery delivery = intake.given.remove(0);
      assertThat(text(intake.messages.remove(0)))
          .isEqualTo("X-Routed: yes\r\nSubject: x\r\n\r\nbody");
      assertThat(sending.finish(delivery)).isTrue();
      assertThat(trips.next()).hasSizeLessThanOrEqualTo(8);
    }
    assertThat(mongo.files().find()).isEmpty();
  }

  @Test
  void acceptingCostsThreeAndTakingNothingWhenAConsumerWaits() throws Exception {
    consumeNothing();
    accept();
    assertThat(items.poll(1, TimeUnit.MINUTES)).isNotNull();
    assertThat(trips.next())
        .containsExactly("insert mail.chunks", "insert mail.files", "insert zone-queue");
  }

  @Test
  void takingCostsOneAndReadingNothingWhenNoConsumerWaits() throws Exception {
    accept();
    assertThat(trips.next()).hasSize(3);
    consume();
    assertThat(items.poll(1, TimeUnit.MINUTES)).isNotNull();
    // the first is the look for mails of lost nodes, at each poll interval
    assertThat(trips.next()).containsExactly("update zone-queue", "findAndModify zone-queue");
  }

  @Test
  void nothingIsLookedForWhenThereIsKnownToBeNothing() throws Exception {
    consumeNothing();
    consumer.request(5);
    accept();
    items.poll(1, TimeUnit.MINUTES).done(CompletionStatus.SUCCESS);
    trips.next();
    consumer.request(1);
    accept();
    items.poll(1, TimeUnit.MINUTES);
    assertThat(trips.next()).hasSize(3);
  }

  @Test
  void handingOverCostsTwoAndTakingNothingWhenThereIsRoom() throws Exception {
    QueueId id = accept();
    MailQueueItem item = taken();
    intake.open(1);
    assertThat(handOver(id, item, 1, "X-Routed")).isTrue();
    item.done(CompletionStatus.SUCCESS);
    assertThat(intake.given).hasSize(1);
    text(intake.messages.get(0));
    assertThat(trips.next()).containsExactly("update mail.files", "update zone-queue");
  }

  @Test
  void handingOverCostsNothingWhenTheHeaderStays() throws Exception {
    QueueId id = accept();
    MailQueueItem item = taken();
    intake.open(1);
    assertThat(handOver(id, item, 1)).isTrue();
    assertThat(text(intake.messages.get(0))).isEqualTo("Subject: x\r\n\r\nbody");
    assertThat(trips.next()).isEmpty();
  }

  @Test
  void allThatLastLongerAreWrittenWithOneCall() throws Exception {
    for (int i = 0; i < 5; i++) {
      QueueId id = accept();
      intake.open(1);
      handOver(id, taken(), 1);
    }
    trips.next();
    store.lateWrites().now();
    assertThat(trips.next()).containsExactly("update zone-queue");
  }

  @Test
  void handingOverCostsTwoWhateverTheNumberOfRecipientsIs() throws Exception {
    QueueId id = accept();
    MailQueueItem item = taken();
    assertThat(handOver(id, item, 20, "X-Routed")).isTrue();
    item.done(CompletionStatus.SUCCESS);
    assertThat(trips.next()).containsExactly("update mail.files", "update zone-queue");
    assertThat(sending.take(TakeRequest.of("default", 20))).hasSize(20);
  }

  @Test
  void endingCostsOneAndThenTwoWhenAllDeliveriesWereGiven() throws Exception {
    QueueId id = accept();
    intake.open(1);
    handOver(id, taken(), 20, "X-Routed");
    assertThat(intake.given).hasSize(20);
    trips.next();
    sending.finish(intake.given.subList(0, 12));
    assertThat(trips.next()).containsExactly("delete zone-queue");
    sending.finish(intake.given.subList(12, 20));
    assertThat(trips.next())
        .containsExactly("delete zone-queue", "delete mail.chunks", "delete mail.files");
  }

  @Test
  void whetherDeliveriesAreLeftIsLookedForOnceWhenTheyWereTaken() throws Exception {
    handOver(accept(), taken(), 20, "X-Routed");
    List<TakenDelivery> deliveries = sending.take(TakeRequest.of("default", 20));
    trips.next();
    sending.finish(deliveries.subList(0, 12));
    assertThat(trips.next()).containsExactly("delete zone-queue");
    sending.finish(deliveries.subList(12, 20));
    assertThat(trips.next())
        .containsExactly(
            "delete zone-queue",
            "find zone-queue",
            "find mail.files",
            "delete mail.chunks",
            "delete mail.files");
  }

  @Test
  void finishingCostsThreeWhenTheDeliveryIsKnownToBeTheOnlyOne() throws Exception {
    QueueId id = accept();
    intake.open(1);
    handOver(id, taken(), 1, "X-Routed");
    trips.next();
    sending.finish(intake.given.get(0));
    assertThat(trips.next())
        .containsExactly("delete zone-queue", "delete mail.chunks", "delete mail.files");
  }

  @Test
  void takingReadingAndFinishingCostFourWhenThereWasNoRoom() throws Exception {
    handOver(accept(), taken(), 1, "X-Routed");
    trips.next();
    takeReadAndFinish(sending);
    assertThat(trips.next())
        .containsExactly(
            "findAndModify zone-queue",
            "delete zone-queue",
            "delete mail.chunks",
            "delete mail.files");
  }

  @Test
  void takingReadingAndFinishingCostSevenWhenAnotherNodeDoesIt() throws Exception {
    handOver(accept(), taken(), 1, "X-Routed");
    try (QueueStore other =
        new QueueStore(store.collections(), new QueueIdGenerator(CLOCK, "0002"))) {
      SendingQueue elsewhere =
          new SendingQueue(other, new Pauses(store.collections()), new Random(7));
      elsewhere.take(TakeRequest.of("none", 1));
      trips.next();
      takeReadAndFinish(elsewhere);
    }
    assertThat(trips.next())
        .containsExactly(
            "findAndModify zone-queue",
            "find mail.files",
            "find mail.chunks",
            "delete zone-queue",
            "find zone-queue",
            "delete mail.chunks",
            "delete mail.files");
  }

  private static void takeReadAndFinish(SendingQueue queue) throws Exception {
    TakenDelivery delivery = queue.take(TakeRequest.of("default", 1)).get(0);
    StoredMessage message = queue.load(delivery);
    assertThat(text(message)).isEqualTo("X-Routed: yes\r\nSubject: x\r\n\r\nbody");
    queue.finish(delivery.with(message));
  }

  @Test
  void takingCostsTwoWhateverTheNumberIs() throws Exception {
    handOver(accept(), taken(), 20, "X-Routed");
    trips.next();
    assertThat(sending.take(TakeRequest.of("default", 20))).hasSize(20);
    assertThat(trips.next()).containsExactly("find zone-queue", "update zone-queue");
  }

  @Test
  void deferringCostsOne() throws Exception {
    handOver(accept(), taken(), 1, "X-Routed");
    TakenDelivery delivery = sending.take(TakeRequest.of("default", 1)).get(0);
    trips.next();
    sending.defer(delivery, Deferral.until(CLOCK.instant().plusSeconds(60), "mx", "450 later"));
    assertThat(trips.next()).containsExactly("update zone-queue");
  }

  /** Returns when the consumer has looked for mail. */
  private void consume() {
    spool.deQueue().subscribe(consumer);
    Awaitility.await().until(() -> trips.contains("findAndModify zone-queue"));
  }

  /** As {@link #consume}, with nothing there. */
  private void consumeNothing() {
    consume();
    trips.next();
  }

  private MailQueueItem taken() {
    MailQueueItem item = spool.deQueue().blockFirst(Duration.ofMinutes(1));
    trips.next();
    return item;
  }

  private QueueId accept() throws Exception {
    QueueId id = door.next();
    MailImpl mail =
        MailImpl.builder()
            .name(id.asString())
            .sender("a@example.com")
            .addRecipient("b0@example.net")
            .build();
    mail.setMessageNoCopy(
        RawMimeMessage.of(
            ByteSource.of("Subject: x\r\n\r\nbody".getBytes(StandardCharsets.US_ASCII))));
    spool.enQueue(mail);
    return id;
  }

  private boolean handOver(QueueId id, MailQueueItem item, int recipients, String... added)
      throws Exception {
    RawMessage message = MailMessages.rawMessage(item.getMail());
    for (String name : added) {
      message = message.withHeaders(message.headers().prepend(HeaderField.of(name, "yes")));
    }
    List<NewDelivery> deliveries = new ArrayList<>();
    for (int i = 0; i < recipients; i++) {
      deliveries.add(
          NewDelivery.to(
              "default", "b" + i + "@example.net", CLOCK.instant(), DeliveryTarget.mxOfDomain()));
    }
    return handOver.run(
        store.leases().holding(DeliveryDocumentId.of(id, 1)).orElseThrow(),
        id,
        HandOverPlan.of(message, "a@example.com", deliveries));
  }

  private static String text(StoredMessage message) throws Exception {
    try (InputStream in = message.withBody(message.body()).open()) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
