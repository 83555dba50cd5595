package email.wildduck.james.queue.james;

import static email.wildduck.james.queue.james.TestMails.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.queue.CrashAt;
import email.wildduck.james.queue.MutableClock;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.store.QueueStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailPrioritySupport;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** Mails that a waiting consumer is given when they are queued. */
class ArrivalTest {
  private static final MailQueueName NAME = MailQueueName.of("spool");

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T12:00:00Z"));
  private final CrashAt crash = new CrashAt();
  private final BlockingQueue<MailQueueItem> items = new LinkedBlockingQueue<>();
  private final Consumer consumer = new Consumer();
  private MongoMailQueue queue;

  private final class Consumer extends BaseSubscriber<MailQueueItem> {
    @Override
    protected void hookOnSubscribe(Subscription subscription) {}

    @Override
    protected void hookOnNext(MailQueueItem item) {
      items.add(item);
    }
  }

  @BeforeEach
  void startNode() {
    mongo.store(clock); // makes the indexes
    QueueStore store =
        new QueueStore(
            // no polls
            QueueCollections.of(
                mongo.database(),
                QueueDatabase.SETTINGS.withPollInterval(Duration.ofHours(1)),
                clock,
                crash),
            new QueueIdGenerator(clock, "00ab"));
    queue =
        mongo
            .factory(store, clock, new RecordingMetricFactory(), new NoopGaugeRegistry())
            .createQueue(NAME);
  }

  @Test
  void mailIsInWorkAsIfItHadBeenTakenWhenAConsumerIsGivenIt() throws Exception {
    consume(1);
    queue.enQueue(mail("m"));
    MailQueueItem item = next();
    Document delivery = mongo.deliveries().find().first();
    assertThat(delivery)
        .containsEntry("locked", true)
        .containsEntry("assigned", "wildduck-james")
        .containsEntry("lockTime", clock.millis());
    assertThat(delivery.getEmbedded(List.of("lease", "until"), Date.class))
        .isEqualTo(clock.instant().plusSeconds(30));
    assertThat(delivery.getEmbedded(List.of("james", "takes"), Integer.class)).isEqualTo(1);
    assertThat(queue.clear()).isZero();
    assertThat(queue.getSize()).isEqualTo(1);
    item.done(CompletionStatus.SUCCESS);
    assertThat(queue.getSize()).isZero();
    assertThat(mongo.files().countDocuments()).isZero();
  }

  @ParameterizedTest
  @MethodSource("email.wildduck.james.queue.james.OddMessages#all")
  void bytesAreTheSameWhenAConsumerIsGivenAMail(String text) throws Exception {
    consume(1);
    queue.enQueue(mail("m", text));
    assertThat(raw(next())).isEqualTo(text);
  }

  @Test
  void longMailIsGivenTooThoughItIsNotKeptInMemory() throws Exception {
    String text = "Subject: x\r\n\r\n" + "0123456789".repeat(700_000);
    consume(1);
    queue.enQueue(mail("m", text));
    assertThat(raw(next())).isEqualTo(text);
  }

  @Test
  void mailComesBackWhenAConsumerRetriesIt() throws Exception {
    consume(2);
    queue.enQueue(mail("m"));
    next().done(CompletionStatus.RETRY);
    assertThat(next().getMail().getName()).isEqualTo("m");
  }

  @Test
  void restWaitsForAnybodyWhenMoreIsQueuedThanWasAskedFor() throws Exception {
    consume(1);
    for (int i = 0; i < 3; i++) {
      queue.enQueue(mail("m" + i));
    }
    assertThat(next().getMail().getName()).isEqualTo("m0");
    assertThat(mongo.deliveries().countDocuments(new Document("locked", true))).isEqualTo(1);
    consumer.request(1);
    assertThat(next().getMail().getName()).isEqualTo("m1");
    queue.enQueue(mail("m3"));
    consumer.request(2);
    assertThat(next().getMail().getName()).isEqualTo("m2");
    assertThat(next().getMail().getName()).isEqualTo("m3");
  }

  @Test
  void mostUrgentComesFirstWhenSeveralAreGivenToABusyConsumer() throws Exception {
    BlockingQueue<MailQueueItem> busy = new SynchronousQueue<>();
    queue.deQueue().subscribe(item -> put(busy, item));
    awaitLook();
    queue.enQueue(mail("first"));
    for (int priority : List.of(1, 9, 5)) {
      MailImpl mail = mail("priority " + priority);
      mail.setAttribute(
          new Attribute(MailPrioritySupport.MAIL_PRIORITY, AttributeValue.of(priority)));
      queue.enQueue(mail);
    }
    assertThat(mongo.deliveries().countDocuments(new Document("locked", true))).isEqualTo(4);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      names.add(busy.poll(1, TimeUnit.MINUTES).getMail().getName());
    }
    assertThat(names.subList(1, 4)).containsExactly("priority 9", "priority 5", "priority 1");
  }

  @Test
  void mailIsForAnybodyWhenTheSubscriptionEndsWhileItIsQueued() throws Exception {
    consume(1);
    crash.pauseAt(QueuePoint.ACCEPT_QUEUED, consumer::cancel);
    queue.enQueue(mail("m"));
    Document delivery = mongo.deliveries().find().first();
    assertThat(delivery).containsEntry("locked", false).doesNotContainKey("lease");
    assertThat(items).isEmpty();
    assertThat(queue.deQueue().blockFirst(Duration.ofMinutes(1)).getMail().getName())
        .isEqualTo("m");
  }

  @Test
  void otherNodeTakesTheMailOverWhenThisOneIsKilledAfterQueueingIt() throws Exception {
    consume(1);
    crash.crashAt(QueuePoint.ACCEPT_QUEUED);
    assertThatThrownBy(() -> queue.enQueue(mail("m"))).isInstanceOf(CrashAt.Crash.class);
    assertThat(items).isEmpty();
    clock.advance(Duration.ofSeconds(31));
    MongoMailQueue other = mongo.factory(clock).createQueue(NAME);
    assertThat(other.deQueue().blockFirst(Duration.ofMinutes(1)).getMail().getName())
        .isEqualTo("m");
  }

  @Test
  void consumerIsGivenTheNextOneWhenAMailCouldNotBeQueued() throws Exception {
    consume(1);
    crash.crashAt(QueuePoint.ACCEPT_QUEUED);
    assertThatThrownBy(() -> queue.enQueue(mail("lost"))).isInstanceOf(CrashAt.Crash.class);
    queue.enQueue(mail("m"));
    assertThat(next().getMail().getName()).isEqualTo("m");
  }

  @Test
  void delayedMailIsNotGiven() throws Exception {
    consume(1);
    queue.enQueue(mail("later"), Duration.ofMinutes(10));
    queue.enQueue(mail("now"));
    assertThat(next().getMail().getName()).isEqualTo("now");
  }

  @Test
  void backlogIsTakenByTheBatchInItsOrder() throws Exception {
    for (int i = 0; i < 40; i++) {
      queue.enQueue(mail("m" + i));
      clock.advance(Duration.ofSeconds(1));
    }
    consume(20);
    for (int i = 0; i < 20; i++) {
      assertThat(next().getMail().getName()).isEqualTo("m" + i);
    }
    assertThat(mongo.deliveries().countDocuments(new Document("locked", true)))
        .isGreaterThan(20)
        .isLessThan(36);
    consumer.request(20);
    for (int i = 20; i < 40; i++) {
      assertThat(next().getMail().getName()).isEqualTo("m" + i);
    }
    assertThat(mongo.deliveries().distinct("james.takes", Integer.class)).containsExactly(1);
  }

  @Test
  void mailThatWasTakenAheadIsForAnybodyWhenTheSubscriptionEnds() throws Exception {
    for (int i = 0; i < 40; i++) {
      queue.enQueue(mail("m" + i));
    }
    consume(20);
    for (int i = 0; i < 20; i++) {
      next();
    }
    consumer.cancel();
    Awaitility.await()
        .until(() -> mongo.deliveries().countDocuments(new Document("locked", true)) == 20);
  }

  private void consume(int count) {
    queue.deQueue().subscribe(consumer);
    consumer.request(count);
    awaitLook();
  }

  /** Until the consumer knows that there is nothing. */
  private void awaitLook() {
    Awaitility.await().until(() -> mongo.trips().contains("findAndModify zone-queue"));
  }

  private static void put(BlockingQueue<MailQueueItem> busy, MailQueueItem item) {
    try {
      busy.put(item);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private MailQueueItem next() throws InterruptedException {
    return items.poll(1, TimeUnit.MINUTES);
  }

  private static String raw(MailQueueItem item) throws Exception {
    try (var in = MailMessages.rawMessage(item.getMail()).open()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
