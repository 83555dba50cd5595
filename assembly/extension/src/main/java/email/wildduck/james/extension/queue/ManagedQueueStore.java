package email.wildduck.james.extension.queue;

import email.wildduck.james.core.config.QueueConfiguration;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.extension.store.Stores;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.signal.SharedSignals;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueueHooks;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.QueueStoreSettings;
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
      Clock clock) {
    QueueCollections collections =
        QueueCollections.of(stores.mongo().sender(), settings(configuration.queue()), clock, hooks);
    store = new QueueStore(collections, ids);
    store.start();
    signals = SharedSignals.start(stores.redis(), collections, store.signals());
  }

  private static QueueStoreSettings settings(QueueConfiguration queue) {
    return QueueStoreSettings.defaults()
        .withNames(queue.collection(), queue.bucket())
        .withInstance(queue.instance())
        .withLease(queue.lease())
        .withPollInterval(queue.pollInterval());
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
