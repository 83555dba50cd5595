package email.wildduck.james.bench;

import com.codahale.metrics.MetricRegistry;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import email.wildduck.james.embedded.EmbeddedStores;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.james.MongoMailQueueFactory;
import email.wildduck.james.queue.james.SpoolHold;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.QueueStoreSettings;
import java.security.SecureRandom;
import java.time.Clock;
import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.metrics.dropwizard.DropWizardMetricFactory;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;

/** The queue with the settings of the server, on an embedded store of its own. */
final class EmbeddedQueue implements AutoCloseable {
  private final EmbeddedStores stores;
  private final MongoClient client;
  private final QueueStore store;
  private final MongoMailQueueFactory factory;

  private EmbeddedQueue() {
    Clock clock = Clock.systemUTC();
    stores = EmbeddedStores.start();
    client = MongoClients.create(stores.mongoUri());
    store =
        new QueueStore(
            client.getDatabase("wildduck"),
            QueueStoreSettings.defaults(),
            new QueueIdGenerator(clock, QueueIdGenerator.randomSuffix(new SecureRandom())),
            clock);
    store.start();
    factory =
        new MongoMailQueueFactory(
            store,
            new RawMailQueueItemDecoratorFactory(),
            new DropWizardMetricFactory(new MetricRegistry()),
            new NoopGaugeRegistry(),
            clock,
            SpoolHold.none());
  }

  static EmbeddedQueue start() {
    return new EmbeddedQueue();
  }

  MongoMailQueueFactory factory() {
    return factory;
  }

  @Override
  public void close() {
    factory.close();
    store.close();
    client.close();
    stores.close();
  }
}
