package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.handover.DirectQueueing;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Consumers of a zone on the queue of one test, and deliveries for them. */
abstract class ZoneConsumerFixture {
  static final String ZONE = "default";
  static final Duration GRACE = Duration.ofSeconds(5);

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  final Clock clock = Clock.systemUTC();
  final QueueIdGenerator ids = new QueueIdGenerator(clock, "00aa");
  final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
  final List<ZoneConsumer> consumers = new ArrayList<>();
  final List<Runnable> closing = new ArrayList<>();
  WorkGate gate = WorkGate.open();
  DeliveryWatch watch = DeliveryWatch.none();
  QueueNode node;

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

  static ZoneLimits limits(int connections, int perDomain) {
    return new ZoneLimits(ZONE, connections, perDomain, Map.of());
  }

  interface Delivering {
    Outcome deliver(TakenDelivery delivery);
  }

  Delivering delivered() {
    return this::finished;
  }

  Outcome finished(TakenDelivery delivery) {
    done.add(delivery.delivery() + " " + delivery.delivery().recipient());
    return Outcome.delivered("mx", "250 OK");
  }

  long doneAt(String domain) {
    return done.stream().filter(line -> line.endsWith("@" + domain)).count();
  }

  ZoneConsumer consume(QueueNode on, ZoneLimits limits, Delivering delivering) {
    return start(
        on,
        limits,
        group -> {
          Map<TakenDelivery, Outcome> outcomes = new LinkedHashMap<>();
          group.deliveries().forEach(one -> outcomes.put(one, delivering.deliver(one)));
          return outcomes;
        });
  }

  ZoneConsumer start(QueueNode on, ZoneLimits limits, DeliveryWork work) {
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
  QueueNode nodeWithoutPoll(String suffix) {
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

  void add(String recipient) throws IOException {
    add(node, recipient);
  }

  void add(QueueNode by, String recipient) throws IOException {
    add(by, List.of(recipient));
  }

  void add(List<String> recipients) throws IOException {
    add(node, recipients);
  }

  void add(QueueNode by, List<String> recipients) throws IOException {
    add(by, ZONE, recipients);
  }

  void add(QueueNode by, String zone, List<String> recipients) throws IOException {
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

  static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
