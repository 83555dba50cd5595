package email.wildduck.james.server;

import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.queue.handover.DirectQueueing;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.QueueStoreSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** Puts mail into the queue as another node would. */
public final class QueuedMail implements AutoCloseable {
  private final Clock clock = Clock.systemUTC();
  private final QueueIdGenerator ids = new QueueIdGenerator(clock, "0e57");
  private final QueueStore store;

  public QueuedMail(MongoDatabase database) {
    store = new QueueStore(database, QueueStoreSettings.defaults(), ids, clock);
  }

  public QueueId queue(String zone, String sender, String... recipients) throws IOException {
    return queue(DeliveryTarget.mxOfDomain(), zone, sender, recipients);
  }

  QueueId queue(DeliveryTarget target, String zone, String sender, String... recipients)
      throws IOException {
    String text = "Subject: queued\r\nMessage-ID: <queued@example.com>\r\n\r\nbody\r\n";
    NewMessage message = NewMessage.of(message(text), sender, List.of(recipients));
    return queue(target, zone, message, recipients);
  }

  /** As WildDuck does it. */
  QueueId queueBy(String interfaceName, String sender, String recipient, String text)
      throws IOException {
    return queueBy(interfaceName, sender, recipient, text, recipient);
  }

  /** As WildDuck forwards: to others than the one who was written to. */
  QueueId queueBy(String interfaceName, String sender, String to, String text, String... recipients)
      throws IOException {
    NewMessage message =
        NewMessage.of(message(text), sender, List.of(to))
            .withInterface(interfaceName)
            .withTime(clock.instant());
    return queue(DeliveryTarget.mxOfDomain(), "default", message, recipients);
  }

  private QueueId queue(
      DeliveryTarget target, String zone, NewMessage message, String... recipients)
      throws IOException {
    QueueId id = ids.next();
    List<NewDelivery> deliveries =
        Arrays.stream(recipients)
            .map(to -> NewDelivery.to(zone, to, clock.instant(), target))
            .toList();
    new DirectQueueing(store.collections(), store.files(), store.signals())
        .add(id, message, deliveries);
    return id;
  }

  private static RawMessage message(String text) throws IOException {
    return RawMessage.parse(ByteSource.of(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Override
  public void close() {
    store.close();
  }
}
