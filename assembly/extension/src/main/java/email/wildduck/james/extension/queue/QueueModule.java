package email.wildduck.james.extension.queue;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import com.google.inject.multibindings.OptionalBinder;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.event.EventSink;
import email.wildduck.james.queue.admin.QueueActions;
import email.wildduck.james.queue.admin.QueueBrowser;
import email.wildduck.james.queue.admin.QueueOverview;
import email.wildduck.james.queue.admin.Serving;
import email.wildduck.james.queue.cancel.Cancellations;
import email.wildduck.james.queue.cancel.EarlyEndings;
import email.wildduck.james.queue.delay.Delays;
import email.wildduck.james.queue.egress.ConsumerIntake;
import email.wildduck.james.queue.failure.Failures;
import email.wildduck.james.queue.failure.Reports;
import email.wildduck.james.queue.handover.DirectQueueing;
import email.wildduck.james.queue.handover.HandOver;
import email.wildduck.james.queue.james.MongoMailQueueFactory;
import email.wildduck.james.queue.james.SpoolHold;
import email.wildduck.james.queue.pause.Pauses;
import email.wildduck.james.queue.store.QueueHooks;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.zone.PausableIntake;
import email.wildduck.james.queue.zone.SendingQueue;
import java.security.SecureRandom;

/** WildDuck's queue: one store for the whole process, and what works on it. */
public final class QueueModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(ManagedQueueStore.class).asEagerSingleton();
    bind(MongoMailQueueFactory.class).in(Scopes.SINGLETON);
    bind(EarlyEndings.class).to(SharedEndings.class);
    OptionalBinder.newOptionalBinder(binder(), QueueHooks.class)
        .setDefault()
        .toInstance(QueueHooks.none());
  }

  @Provides
  @Singleton
  QueueStore store(ManagedQueueStore managed) {
    return managed.store();
  }

  @Provides
  @Singleton
  Pauses pauses(QueueStore store) {
    return new Pauses(store.collections());
  }

  @Provides
  @Singleton
  SendingQueue sendingQueue(QueueStore store, Pauses pauses, SecureRandom random) {
    return new SendingQueue(store, pauses, random);
  }

  @Provides
  @Singleton
  ConsumerIntake intake() {
    return new ConsumerIntake();
  }

  @Provides
  @Singleton
  SpoolHold spoolHold(WildDuckConfiguration configuration, ConsumerIntake intake) {
    return SpoolHold.upTo(configuration.queue().longestHold(), intake::isBehind);
  }

  @Provides
  @Singleton
  HandOver handOver(QueueStore store, ConsumerIntake intake, Pauses pauses) {
    return new HandOver(store, new PausableIntake(intake, pauses));
  }

  @Provides
  @Singleton
  DirectQueueing directQueueing(QueueStore store) {
    return new DirectQueueing(store.collections(), store.files(), store.signals());
  }

  @Provides
  @Singleton
  Reports reports(QueueStore store) {
    return new Reports(store);
  }

  @Provides
  @Singleton
  Failures failures(QueueStore store, WildDuckConfiguration configuration) {
    return new Failures(store, configuration.bounces().gatherFor());
  }

  @Provides
  @Singleton
  Delays delays(QueueStore store, SendingQueue sending, WildDuckConfiguration configuration) {
    return new Delays(
        store, sending, configuration.bounces().warnAfter(), configuration.bounces().gatherFor());
  }

  @Provides
  @Singleton
  QueueOverview overview(QueueStore store) {
    return new QueueOverview(store.collections());
  }

  @Provides
  @Singleton
  ServedZones servedZones(WildDuckConfiguration configuration) {
    return ServedZones.of(configuration);
  }

  @Provides
  @Singleton
  QueueBrowser browser(QueueStore store, Pauses pauses, Serving serving) {
    return new QueueBrowser(store.collections(), pauses, serving);
  }

  @Provides
  Serving serving(ServedZones zones, ConsumerIntake intake) {
    return new Serving() {
      @Override
      public boolean serves(String zone) {
        return zones.contains(zone);
      }

      @Override
      public boolean isAtLimit(String zone, String domain) {
        return intake.isAtLimit(zone, domain);
      }
    };
  }

  @Provides
  @Singleton
  Cancellations cancellations(QueueStore store, EarlyEndings endings, EventSink sink) {
    return new Cancellations(store.collections(), endings, new CancellationEvents(sink));
  }

  @Provides
  @Singleton
  QueueActions actions(QueueStore store) {
    return new QueueActions(store);
  }
}
