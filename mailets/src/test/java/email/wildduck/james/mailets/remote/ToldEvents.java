package email.wildduck.james.mailets.remote;

import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.audit.AuditDeliveries;
import email.wildduck.james.core.audit.AuditStatuses;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.event.RecordedEvents;
import email.wildduck.james.core.settings.Settings;
import email.wildduck.james.delivery.reply.ReplyClassifier;
import email.wildduck.james.delivery.reply.ReplyReading;
import email.wildduck.james.delivery.suppress.RecentSuppressions;
import email.wildduck.james.mailets.deliver.DeliveryEvents;
import email.wildduck.james.mailets.deliver.FailedDeliveries;
import email.wildduck.james.mailets.deliver.SuppressionRule;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The events of attempts, with what was told. */
final class ToldEvents implements AutoCloseable {
  private final RecordedEvents recorded = new RecordedEvents();
  private final AuditStatuses audits;
  final RemoteEvents events;

  private ToldEvents(MongoDatabase database, MongoDatabase suppressions) {
    Clock clock = Clock.systemUTC();
    audits = new AuditStatuses(new AuditDeliveries(database, database), Duration.ofDays(1));
    events =
        new RemoteEvents(
            new DeliveryEvents(recorded, audits, clock),
            new FailedDeliveries(
                new ReplyClassifier(ReplyReading.PATIENT),
                new Settings(database, clock, Duration.ofHours(1)),
                Duration.ofDays(5),
                Optional.empty(),
                clock),
            new SuppressionRule(new RecentSuppressions(suppressions, 10, System::nanoTime)),
            clock);
  }

  static ToldEvents on(MongoDatabase database) {
    return new ToldEvents(database, database);
  }

  /** With a suppression list that is somewhere else. */
  static ToldEvents on(MongoDatabase database, MongoDatabase suppressions) {
    return new ToldEvents(database, suppressions);
  }

  List<Event> told() {
    return recorded.told();
  }

  /** Writes what was noted for the audits. */
  @Override
  public void close() {
    audits.close();
  }
}
