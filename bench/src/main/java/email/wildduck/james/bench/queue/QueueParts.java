package email.wildduck.james.bench.queue;

import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.queue.handover.HandOver;
import email.wildduck.james.queue.handover.HandOverPlan;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.pause.Pauses;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueueHooks;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.QueueStoreSettings;
import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.store.TakenEntry;
import email.wildduck.james.queue.zone.Deferral;
import email.wildduck.james.queue.zone.SendingQueue;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bson.Document;

/** The steps of a message through the queue, one by one. */
final class QueueParts implements AutoCloseable {
  static final String ZONE = "default";

  private static final String SPOOL = "james:spool";
  private static final String SENDER = "alice@example.com";
  private static final String RECIPIENT = "bob@example.org";

  private final Clock clock = Clock.systemUTC();
  private final QueueIdGenerator ids = new QueueIdGenerator(clock, "d00f");
  private final OnePlace place = new OnePlace();
  private final RawMessage message;
  private final QueueCollections collections;
  private final QueueStore store;
  private final SendingQueue sending;
  private final HandOver plain;
  private final HandOver giving;

  /**
   * @param recentMessages bytes that are kept in memory
   */
  QueueParts(MongoDatabase database, String name, RawMessage message, long recentMessages) {
    this.message = message;
    this.collections =
        QueueCollections.of(
            database,
            QueueStoreSettings.defaults()
                .withNames(name, name + "-mail")
                // renewals and looks at what is paused are no part of what is measured
                .withLease(Duration.ofHours(3))
                .withPollInterval(Duration.ofHours(1))
                .withRecentMessages(recentMessages),
            clock,
            QueueHooks.none());
    this.store = new QueueStore(collections, new QueueIdGenerator(clock, "0001"));
    store.start();
    this.sending = new SendingQueue(store, new Pauses(collections), new Random(7));
    this.plain = new HandOver(store);
    this.giving = new HandOver(store, place);
  }

  QueueCollections collections() {
    return collections;
  }

  void accept() throws IOException {
    store.add(newMessage(), spoolDelivery());
  }

  /** Taken from the spool, read, and handed over. */
  void handOver() throws IOException, BrokenEntryException {
    handOver(store.take(SPOOL).orElseThrow(), plain);
  }

  TakenDelivery take() throws IOException, BrokenEntryException {
    TakenDelivery taken = sending.take(TakeRequest.of(ZONE, 1)).get(0);
    read(sending.load(taken));
    return taken;
  }

  void finish(TakenDelivery taken) {
    sending.finish(taken);
  }

  void defer(TakenDelivery taken) {
    sending.defer(
        taken,
        Deferral.until(clock.instant().plus(Duration.ofDays(1)), "mx.example.org", "450 later"));
  }

  /** Each step for itself, as before steps were joined. */
  void wholeWayInSteps() throws IOException, BrokenEntryException {
    accept();
    handOver();
    finish(take());
  }

  /** As it is when spool and zone have a consumer with room in this process. */
  void wholeWay() throws IOException, BrokenEntryException {
    store.add(newMessage(), spoolDelivery(), atHand -> Optional.of(place));
    handOver(place.entry(), giving);
    read(place.message());
    sending.finish(place.delivery());
  }

  private void handOver(TakenEntry taken, HandOver handOver)
      throws IOException, BrokenEntryException {
    StoredMessage stored = store.load(taken.entry());
    RawMessage accepted = stored.withBody(ByteSource.of(read(stored)));
    RawMessage routed =
        accepted.withHeaders(accepted.headers().prepend(HeaderField.of("X-Routed", "yes")));
    NewDelivery delivery =
        NewDelivery.to(ZONE, RECIPIENT, clock.instant(), DeliveryTarget.mxOfDomain());
    if (!handOver.run(
        taken.lease(), taken.entry().id(), HandOverPlan.of(routed, SENDER, List.of(delivery)))) {
      throw new IllegalStateException("the lease was lost");
    }
  }

  private NewMessage newMessage() {
    return NewMessage.of(message, SENDER, List.of(RECIPIENT)).withId(ids.next());
  }

  private NewDelivery spoolDelivery() {
    return NewDelivery.of(SPOOL, RECIPIENT, clock.instant(), new Document("priority", 5));
  }

  private static byte[] read(StoredMessage stored) throws IOException {
    try (InputStream in = stored.body().open()) {
      return in.readAllBytes();
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
