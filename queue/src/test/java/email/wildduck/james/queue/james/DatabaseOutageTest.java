package email.wildduck.james.queue.james;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.embedded.mongo.EmbeddedMongo;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.store.QueueStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.server.core.MailImpl;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The embedded database can be ended and started again on its port; what was in it is gone. */
class DatabaseOutageTest {
  private static final Clock CLOCK = Clock.systemUTC();

  private EmbeddedMongo server;
  private MongoClient client;
  private QueueStore store;
  private MongoMailQueueFactory factory;
  private MongoMailQueue queue;

  @BeforeEach
  void start() {
    server = EmbeddedMongo.start();
    client =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(server.uri()))
                .applyToClusterSettings(
                    cluster -> cluster.serverSelectionTimeout(200, TimeUnit.MILLISECONDS))
                .build());
    MongoDatabase database = client.getDatabase("test");
    store =
        new QueueStore(
            database, QueueDatabase.SETTINGS, new QueueIdGenerator(CLOCK, "0001"), CLOCK);
    store.start();
    factory =
        new MongoMailQueueFactory(
            store,
            new RawMailQueueItemDecoratorFactory(),
            new RecordingMetricFactory(),
            new NoopGaugeRegistry(),
            CLOCK,
            SpoolHold.none());
    queue = factory.createQueue(MailQueueName.of("spool"));
  }

  @AfterEach
  void stop() {
    factory.close();
    store.close();
    client.close();
    server.close();
  }

  @Test
  void queueingFailsTemporarilyWhenTheDatabaseIsAway() {
    server.close();
    assertThatThrownBy(() -> queue.enQueue(mail("m")))
        .isInstanceOf(MailQueueException.class)
        .cause()
        .isInstanceOfSatisfying(SmtpException.class, e -> assertThat(e.isTemporary()).isTrue());
    assertThatThrownBy(queue::getSize).isInstanceOf(MailQueueException.class);
  }

  @Test
  void consumerGoesOnWhenTheDatabaseIsBack() throws Exception {
    List<String> names = new CopyOnWriteArrayList<>();
    AtomicBoolean ended = new AtomicBoolean();
    queue
        .deQueue()
        .doOnTerminate(() -> ended.set(true))
        .subscribe(item -> names.add(item.getMail().getName()));
    queue.enQueue(mail("before"));
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> names.contains("before"));

    int port = server.port();
    server.close();
    assertThatThrownBy(() -> queue.enQueue(mail("during"))).isInstanceOf(MailQueueException.class);
    server = EmbeddedMongo.start(port);

    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(
            () -> {
              queue.enQueue(mail("after"));
              return true;
            });
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> names.contains("after"));
    assertThat(ended).isFalse();
  }

  private static MailImpl mail(String name) throws Exception {
    MailImpl mail =
        MailImpl.builder().name(name).sender("a@example.com").addRecipient("b@c.de").build();
    mail.setMessageNoCopy(
        RawMimeMessage.of(
            ByteSource.of("Subject: x\r\n\r\ny".getBytes(StandardCharsets.US_ASCII))));
    return mail;
  }
}
