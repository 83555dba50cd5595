package email.wildduck.james.extension.queue;

import email.wildduck.james.core.config.ConfigurationException;
import email.wildduck.james.core.config.QueueConfiguration;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.extension.store.Stores;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.signal.SharedSignals;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueueHooks;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.QueueStoreSettings;
import email.wildduck.james.queue.timing.QueueTimings;
import java.time.Clock;
import javax.annotation.PreDestroy;
import javax.inject.Inject;

/**
 * The queue's store and its signals over Redis, started when this object is made and closed by
 * James' life cycle. Made eagerly, so that it is closed after the queues that use it.
 */
public final class ManagedQueueStore {
  private final QueueStore store;
  private final SharedSignals signals;

  /**
   * Starts the store.
   *
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the database fails
   */
  @Inject
  public ManagedQueueStore(
      Stores stores,
      WildDuckConfiguration configuration,
      QueueIdGenerator ids,
      QueueHooks hooks,
      QueueTimings timings,
      Clock clock) {
    QueueCollections collections =
        QueueCollections.of(
            stores.mongo().sender(), settings(configuration.queue()), clock, hooks, timings);
    store = new QueueStore(collections, ids);
    store.start();
    signals = SharedSignals.start(stores.redis(), collections, store.signals());
  }

  private static QueueStoreSettings settings(QueueConfiguration queue) {
    QueueStoreSettings settings =
        QueueStoreSettings.defaults()
            .withNames(queue.collection(), queue.bucket())
            .withInstance(queue.instance())
            .withLease(queue.lease())
            .withPollInterval(queue.pollInterval());
    return settings.withRecentMessages(
        queue.recentMessages().map(ManagedQueueStore::fitting).orElse(settings.recentMessages()));
  }

  private static long fitting(long recentMessages) {
    long most = Runtime.getRuntime().maxMemory() / 2;
    if (recentMessages > most) {
      throw new ConfigurationException(
          "wildduck.xml: <queue/recentMessages> is more than half of the heap; it must be at most "
              + most / 1024 / 1024
              + "MB, or the heap larger (jvm.options)");
    }
    return recentMessages;
  }

  /** One for the whole process. */
  public QueueStore store() {
    return store;
  }

  /** Called by James when everything else has stopped. */
  @PreDestroy
  public void close() {
    signals.close();
    store.close();
  }
}
