package email.wildduck.james.mailets.deliver;

import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.event.EventSink;
import email.wildduck.james.delivery.dsn.BounceRule;
import email.wildduck.james.delivery.dsn.ReportWriter;
import email.wildduck.james.delivery.zone.ZoneRules;
import email.wildduck.james.queue.failure.Reports;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.QueueStoreSettings;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reports that are written into a database. */
final class TestBounces implements AutoCloseable {
  private final QueueStore store;
  private final Bounces bounces;

  TestBounces(MongoDatabase database, EventSink sink) {
    Clock clock = Clock.systemUTC();
    QueueIdGenerator ids = new QueueIdGenerator(clock, "00ab");
    store = new QueueStore(database, QueueStoreSettings.defaults(), ids, clock);
    bounces =
        new Bounces(
            new BounceRule(Set.of()),
            new ReportWriter("mta.example.net", clock, UUID::randomUUID, 1000),
            new Reports(store),
            new ReportZone(Optional.of("default"), new ZoneRules(TestConfiguration.of("").zones())),
            ids,
            sink,
            clock);
  }

  Confirmations confirmations() {
    return new Confirmations(bounces, Clock.systemUTC());
  }

  @Override
  public void close() {
    store.close();
  }
}
