package email.wildduck.james.bench.queue;

import com.codahale.metrics.MetricRegistry;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
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
import email.wildduck.james.queue.zone.DeliveryIntake;
import email.wildduck.james.queue.zone.SendingQueue;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.metrics.dropwizard.DropWizardMetricFactory;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.server.core.MailImpl;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The process of {@link LargeMessages}: four clients, eight threads of James, eight of a zone. */
final class LargeMessagesProcess {
  private static final int CLIENTS = 4;
  private static final int THREADS = 8;

  private final Clock clock = Clock.systemUTC();
  private final QueueIdGenerator door = new QueueIdGenerator(clock, "d00f");
  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
  private final ExecutorService zone = Executors.newFixedThreadPool(THREADS);
  private final HeapWatch heap = new HeapWatch();
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final CountDownLatch left;
  private final int bytes;
  private final QueueStore store;
  private final SendingQueue sending;
  private final HandOver handOver;
  private final MongoMailQueueFactory factory;

  private LargeMessagesProcess(MongoClient client, String database, int messages, int bytes) {
    this.left = new CountDownLatch(messages);
    this.bytes = bytes;
    QueueCollections collections =
        QueueCollections.of(
            client.getDatabase(database), QueueStoreSettings.defaults(), clock, QueueHooks.none());
    this.store = new QueueStore(collections, new QueueIdGenerator(clock, "0001"));
    store.start();
    this.sending = new SendingQueue(store, new Pauses(collections), new Random(7));
    this.handOver = new HandOver(store, (z, d) -> place());
    this.factory =
        new MongoMailQueueFactory(
            store,
            new RawMailQueueItemDecoratorFactory(),
            new DropWizardMetricFactory(new MetricRegistry()),
            new NoopGaugeRegistry(),
            clock,
            SpoolHold.none());
  }

  public static void main(String[] arguments) throws Exception {
    int messages = Integer.parseInt(arguments[2]);
    int bytes = Integer.parseInt(arguments[3]);
    try (MongoClient client = MongoClients.create(arguments[0])) {
      System.out.println(
          new LargeMessagesProcess(client, arguments[1], messages, bytes).pass(messages));
    }
  }

  private String pass(int messages) throws Exception {
    long start = System.nanoTime();
    MongoMailQueue spool = factory.createQueue(MailQueueName.of("spool"));
    spool
        .deQueue()
        .flatMap(
            item ->
                Mono.fromRunnable(() -> handOver(item)).subscribeOn(Schedulers.boundedElastic()),
            THREADS)
        .subscribe();
    for (int i = 0; i < messages; i++) {
      Future<?> unused = clients.submit(() -> queue(spool));
    }
    Thread waiting = new Thread(this::awaitAll);
    waiting.start();
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException(failed);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    clients.shutdown();
    zone.shutdown();
    factory.close();
    store.close();
    return String.format(
        "%d messages of %d bytes in %.1f s; heap at most %d MiB, after a collection %d MiB of %d",
        messages,
        bytes,
        seconds,
        heap.most() >> 20,
        heap.mostAfterCollection() >> 20,
        Runtime.getRuntime().maxMemory() >> 20);
  }

  private void awaitAll() {
    try {
      left.await();
      failure.complete(null);
    } catch (InterruptedException e) {
      failure.complete(e);
    }
  }

  private void queue(MongoMailQueue spool) {
    watched(
        () -> {
          MailImpl mail =
              MailImpl.builder()
                  .name(door.next().asString())
                  .sender("alice@example.com")
                  .addRecipient("bob@example.org")
                  .build();
          mail.setMessageNoCopy(RawMimeMessage.of(new GeneratedMessage(bytes)));
          spool.enQueue(mail);
        });
  }

  private void handOver(MailQueueItem item) {
    watched(
        () -> {
          QueueId id = QueueId.of(item.getMail().getName());
          RawMessage message = MailMessages.rawMessage(item.getMail());
          handOver.run(
              store.leases().holding(DeliveryDocumentId.of(id, 1)).orElseThrow(),
              id,
              HandOverPlan.of(
                  message.withHeaders(message.headers().prepend(HeaderField.of("X-R", "1"))),
                  "alice@example.com",
                  List.of(
                      NewDelivery.to(
                          "default",
                          "bob@example.org",
                          clock.instant(),
                          DeliveryTarget.mxOfDomain()))));
          item.done(CompletionStatus.SUCCESS);
        });
  }

  private Optional<DeliveryIntake.Place> place() {
    return Optional.of(
        new DeliveryIntake.Place() {
          @Override
          public void give(List<TakenDelivery> deliveries, StoredMessage message) {
            Future<?> unused = zone.submit(() -> deliver(deliveries.get(0), message));
          }

          @Override
          public void cancel() {}
        });
  }

  private void deliver(TakenDelivery delivery, StoredMessage message) {
    watched(
        () -> {
          try (InputStream in = message.withBody(message.body()).open()) {
            in.transferTo(OutputStream.nullOutputStream());
          }
          sending.finish(delivery);
          left.countDown();
        });
  }

  private void watched(Measurements.Action action) {
    try {
      action.run();
      heap.look();
    } catch (Exception | Error e) {
      failure.complete(e);
    }
  }
}
