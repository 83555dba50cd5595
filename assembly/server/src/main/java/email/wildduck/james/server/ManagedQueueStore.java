package email.wildduck.james.server;

import email.wildduck.james.core.config.QueueConfiguration;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.extension.Stores;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.QueueStoreSettings;
import java.time.Clock;
import javax.annotation.PreDestroy;
import javax.inject.Inject;

/**
 * The queue's store, started when this object is made and closed by James' life cycle. Made
 * eagerly, so that it is closed after the queues that use it.
 */
final class ManagedQueueStore {
  private final QueueStore store;

  @Inject
  ManagedQueueStore(
      Stores stores, WildDuckConfiguration configuration, QueueIdGenerator ids, Clock clock) {
    QueueConfiguration queue = configuration.queue();
    store =
        new QueueStore(
            stores.mongo().sender(),
            QueueStoreSettings.defaults()
                .withNames(queue.collection(), queue.bucket())
                .withInstance(queue.instance())
                .withLease(queue.lease()),
            ids,
            clock);
    store.start();
  }

  QueueStore store() {
    return store;
  }

  /** Called by James when everything else has stopped. */
  @PreDestroy
  public void close() {
    store.close();
  }
}
