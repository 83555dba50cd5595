package email.wildduck.james.endtoend;

import com.mongodb.client.MongoDatabase;
import email.wildduck.james.queue.handover.DirectQueueing;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.pause.PauseKind;
import email.wildduck.james.queue.pause.Pauses;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.QueueStoreSettings;
import email.wildduck.james.queue.zone.SendingQueue;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Random;

/** The queue as a node of ours sees it that does not deliver anything by itself. */
final class QueueAccess implements AutoCloseable {
  private final QueueIdGenerator ids =
      new QueueIdGenerator(Clock.systemUTC(), QueueIdGenerator.randomSuffix(new SecureRandom()));
  private final QueueStore store;
  private final Pauses pauses;
  private final SendingQueue sending;

  QueueAccess(MongoDatabase database) {
    store = new QueueStore(database, QueueStoreSettings.defaults(), ids, Clock.systemUTC());
    pauses = new Pauses(store.collections());
    sending = new SendingQueue(store, pauses, new Random(1));
    store.start();
  }

  SendingQueue sending() {
    return sending;
  }

  /** Queues a message for its recipients. */
  void add(NewMessage message, List<NewDelivery> deliveries) throws IOException {
    QueueId id = ids.next();
    new DirectQueueing(store.collections(), store.files(), store.signals())
        .add(id, message.withId(id), deliveries);
  }

  /** From now on no node of ours takes anything of a zone. */
  void pause(String zone) {
    pauses.pause(PauseKind.ZONE, zone, "test");
  }

  void resume(String zone) {
    pauses.resume(PauseKind.ZONE, zone);
  }

  @Override
  public void close() {
    store.close();
  }
}
