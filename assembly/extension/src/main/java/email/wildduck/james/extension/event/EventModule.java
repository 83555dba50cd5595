package email.wildduck.james.extension.event;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import email.wildduck.james.core.audit.AuditStatuses;
import email.wildduck.james.core.event.EventSink;
import email.wildduck.james.mailets.deliver.DeliveryEvents;
import java.time.Clock;

/** Events of messages, and who is told of them. */
public final class EventModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(ManagedEvents.class).asEagerSingleton();
    bind(ManagedAuditStatuses.class).asEagerSingleton();
  }

  @Provides
  @Singleton
  EventSink eventSink(ManagedEvents managed) {
    return managed.sink();
  }

  @Provides
  @Singleton
  AuditStatuses auditStatuses(ManagedAuditStatuses managed) {
    return managed.statuses();
  }

  @Provides
  @Singleton
  DeliveryEvents deliveryEvents(EventSink sink, AuditStatuses audits, Clock clock) {
    return new DeliveryEvents(sink, audits, clock);
  }
}
