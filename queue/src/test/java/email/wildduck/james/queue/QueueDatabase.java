package email.wildduck.james.queue;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.embedded.MongoForTest;
import email.wildduck.james.embedded.TestStores;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.james.MongoMailQueueFactory;
import email.wildduck.james.queue.james.SpoolHold;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.QueueStoreSettings;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.bson.Document;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An empty database for each test, and the stores and factories of as many nodes as it wants. */
public final class QueueDatabase implements BeforeEachCallback, AfterEachCallback {
  /** Short, so that tests which wait for a poll need not wait long. */
  public static final QueueStoreSettings SETTINGS =
      QueueStoreSettings.defaults().withPollInterval(Duration.ofMillis(100));

  private final Deque<Runnable> closing = new ArrayDeque<>();
  private final RoundTrips trips = new RoundTrips();
  private MongoDatabase database;

  @Override
  public void beforeEach(ExtensionContext context) {
    MongoForTest mongo = TestStores.newMongo();
    MongoClient client =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(mongo.uri()))
                .addCommandListener(trips)
                .build());
    closing.push(mongo::close);
    closing.push(client::close);
    database = client.getDatabase(mongo.databaseName());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    while (!closing.isEmpty()) {
      closing.pop().run();
    }
  }

  public MongoDatabase database() {
    return database;
  }

  /** What has been sent to the database. */
  public RoundTrips trips() {
    return trips;
  }

  public MongoCollection<Document> deliveries() {
    return database.getCollection("zone-queue");
  }

  public MongoCollection<Document> files() {
    return database.getCollection("mail.files");
  }

  public MongoCollection<Document> chunks() {
    return database.getCollection("mail.chunks");
  }

  public QueueStore store(Clock clock) {
    return store(clock, SETTINGS);
  }

  public QueueStore store(Clock clock, QueueStoreSettings settings) {
    QueueIdGenerator ids =
        new QueueIdGenerator(clock, QueueIdGenerator.randomSuffix(new SecureRandom()));
    QueueStore store = new QueueStore(database, settings, ids, clock);
    store.start();
    closing.push(store::close);
    return store;
  }

  public MongoMailQueueFactory factory(Clock clock) {
    return factory(store(clock), clock, new RecordingMetricFactory(), new NoopGaugeRegistry());
  }

  public MongoMailQueueFactory factory(
      QueueStore store, Clock clock, MetricFactory metrics, GaugeRegistry gauges) {
    MongoMailQueueFactory factory =
        new MongoMailQueueFactory(
            store,
            new RawMailQueueItemDecoratorFactory(),
            metrics,
            gauges,
            clock,
            SpoolHold.none());
    closing.push(factory::close);
    return factory;
  }
}
