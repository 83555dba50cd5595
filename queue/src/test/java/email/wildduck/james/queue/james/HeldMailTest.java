package email.wildduck.james.queue.james;

import static email.wildduck.james.queue.james.TestMails.mail;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.store.QueueStore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailPrioritySupport;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** Mail that is held back in the spool while the processors are fully used. */
class HeldMailTest {
  private static final Document LOCKED = new Document("locked", true);

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final Clock clock = Clock.systemUTC();
  private final AtomicLong time = new AtomicLong();
  private final AtomicBoolean full = new AtomicBoolean(true);
  private final AtomicBoolean behind = new AtomicBoolean(true);
  private final BlockingQueue<String> names = new LinkedBlockingQueue<>();
  private final Subscriber subscriber = new Subscriber();
  private QueueStore store;
  private MongoMailQueueFactory factory;
  private MongoMailQueue spool;

  private final class Subscriber extends BaseSubscriber<MailQueueItem> {
    @Override
    protected void hookOnSubscribe(Subscription subscription) {}

    @Override
    protected void hookOnNext(MailQueueItem item) {
      names.add(item.getMail().getName());
      done(item);
    }
  }

  @BeforeEach
  void startNode() {
    // no polls
    store = mongo.store(clock, QueueDatabase.SETTINGS.withPollInterval(Duration.ofHours(1)));
    SpoolHold hold = new SpoolHold(Duration.ofSeconds(10), full::get, behind::get, time::get);
    factory =
        new MongoMailQueueFactory(
            store,
            new RawMailQueueItemDecoratorFactory(),
            new RecordingMetricFactory(),
            new NoopGaugeRegistry(),
            clock,
            hold);
    spool = factory.createQueue(MailQueueFactory.SPOOL);
  }

  @AfterEach
  void stop() {
    factory.close();
  }

  @Test
  void mailWaitsWhileTheHoldIsOnAndComesInItsOrderThen() throws Exception {
    consume(spool, 100);
    for (int i = 0; i < 30; i++) {
      spool.enQueue(mail("m" + i));
    }
    urgent("urgent");
    assertThat(names.poll(200, TimeUnit.MILLISECONDS)).isNull();
    assertThat(mongo.deliveries().countDocuments(LOCKED)).isEqualTo(31);
    assertThat(spool.waiting()).isEqualTo(31);
    mongo.trips().next();

    full.set(false);

    assertThat(next()).isEqualTo("urgent");
    for (int i = 0; i < 30; i++) {
      assertThat(next()).isEqualTo("m" + i);
    }
    assertThat(mongo.trips().next()).doesNotContain("findAndModify zone-queue");
  }

  @Test
  void mailIsHeldBackForTenSecondsAtMost() throws Exception {
    consume(spool, 100);
    spool.enQueue(mail("first"));
    time.addAndGet(TimeUnit.SECONDS.toNanos(6));
    spool.enQueue(mail("second"));
    assertThat(names.poll(100, TimeUnit.MILLISECONDS)).isNull();
    time.addAndGet(TimeUnit.SECONDS.toNanos(4));
    assertThat(next()).isEqualTo("first");
    assertThat(names.poll(100, TimeUnit.MILLISECONDS)).isNull();
    time.addAndGet(TimeUnit.SECONDS.toNanos(6));
    assertThat(next()).isEqualTo("second");
  }

  @Test
  void moreThanTheSpoolHasAskedForWaitsInMemoryToo() throws Exception {
    full.set(false);
    consume(spool, 1);
    for (int i = 0; i < 100; i++) {
      spool.enQueue(mail("m" + i));
    }
    assertThat(next()).isEqualTo("m0");
    assertThat(mongo.deliveries().countDocuments(LOCKED)).isEqualTo(99);
    mongo.trips().next();
    subscriber.request(99);
    for (int i = 1; i < 100; i++) {
      assertThat(next()).isEqualTo("m" + i);
    }
    assertThat(mongo.trips().next()).doesNotContain("findAndModify zone-queue");
  }

  @Test
  void whatNobodyHasWantedForHalfAMinuteIsForAnybody() throws Exception {
    full.set(false);
    consume(spool, 1);
    for (int i = 0; i < 3; i++) {
      spool.enQueue(mail("m" + i));
    }
    assertThat(next()).isEqualTo("m0");
    Awaitility.await().until(() -> mongo.deliveries().countDocuments() == 2);
    assertThat(mongo.deliveries().countDocuments(LOCKED)).isEqualTo(2);
    time.addAndGet(TimeUnit.SECONDS.toNanos(31));
    Awaitility.await().until(() -> mongo.deliveries().countDocuments(LOCKED) == 0);
    subscriber.request(2);
    assertThat(next()).isEqualTo("m1");
    assertThat(next()).isEqualTo("m2");
  }

  @Test
  void whatIsHeldBackIsForAnybodyWhenTheSubscriptionEnds() throws Exception {
    consume(spool, 1);
    for (int i = 0; i < 5; i++) {
      spool.enQueue(mail("m" + i));
    }
    subscriber.cancel();
    assertThat(mongo.deliveries().countDocuments(LOCKED)).isZero();
    assertThat(mongo.deliveries().countDocuments()).isEqualTo(5);
  }

  @Test
  void whatIsHeldBackIsForAnybodyWhenTheProcessEnds() throws Exception {
    consume(spool, 1);
    for (int i = 0; i < 5; i++) {
      spool.enQueue(mail("m" + i));
    }
    factory.close();
    assertThat(mongo.deliveries().countDocuments(LOCKED)).isZero();
    assertThat(mongo.deliveries().countDocuments()).isEqualTo(5);
  }

  @Test
  void whatIsHeldBackIsLeased() throws Exception {
    consume(spool, 1);
    spool.enQueue(mail("m"));
    assertThat(store.leases().holding(mongo.deliveries().find().first().get("_id"))).isPresent();
  }

  @Test
  void nothingIsHeldBackForClientsOnceMailHadToGoToTheDatabase() throws Exception {
    behind.set(false);
    consume(spool, 100);
    for (int i = 0; i < 70; i++) {
      spool.enQueue(mail("m" + i));
    }
    spool.enQueue(mail("long", "Subject: x\r\n\r\n" + "0123456789".repeat(700_000)));
    for (int i = 0; i < 70; i++) {
      assertThat(next()).isEqualTo("m" + i);
    }
    assertThat(next()).isEqualTo("long");
  }

  @Test
  void mailThatNobodyWasToldOfIsFoundAlsoWhenItWasNotWantedAtThePoll() throws Exception {
    full.set(false);
    factory.close();
    factory =
        mongo.factory(
            mongo.store(clock, QueueDatabase.SETTINGS.withPollInterval(Duration.ofMillis(50))),
            clock,
            new RecordingMetricFactory(),
            new NoopGaugeRegistry());
    consume(factory.createQueue(MailQueueFactory.SPOOL), 1);
    factory.createQueue(MailQueueFactory.SPOOL).enQueue(mail("first"));
    assertThat(next()).isEqualTo("first");
    mongo.factory(clock).createQueue(MailQueueFactory.SPOOL).enQueue(mail("of another node"));
    assertThat(names.poll(300, TimeUnit.MILLISECONDS)).isNull();
    subscriber.request(1);
    assertThat(next()).isEqualTo("of another node");
  }

  @Test
  void nothingIsHeldBackInOtherQueues() throws Exception {
    MongoMailQueue other = factory.createQueue(MailQueueName.of("outgoing"));
    consume(other, 1);
    other.enQueue(mail("first"));
    assertThat(next()).isEqualTo("first");
    Awaitility.await().until(() -> mongo.deliveries().countDocuments() == 0);
    other.enQueue(mail("second"));
    assertThat(mongo.deliveries().countDocuments(LOCKED)).isZero();
  }

  private void consume(MongoMailQueue queue, int count) {
    boolean fullThen = full.getAndSet(false);
    queue.deQueue().subscribe(subscriber);
    subscriber.request(count);
    // it knows that the database has nothing
    Awaitility.await().until(() -> mongo.trips().contains("findAndModify zone-queue"));
    full.set(fullThen);
  }

  private String next() throws InterruptedException {
    return names.poll(1, TimeUnit.MINUTES);
  }

  private static void done(MailQueueItem item) {
    try {
      item.done(CompletionStatus.SUCCESS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void urgent(String name) throws Exception {
    MailImpl mail = mail(name);
    mail.setAttribute(new Attribute(MailPrioritySupport.MAIL_PRIORITY, AttributeValue.of(9)));
    spool.enQueue(mail);
  }
}
