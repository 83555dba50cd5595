package email.wildduck.james.extension.delivery;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import email.wildduck.james.core.config.BouncesConfiguration;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.event.EventSink;
import email.wildduck.james.core.settings.Settings;
import email.wildduck.james.delivery.attempt.Transport;
import email.wildduck.james.delivery.dsn.BounceRule;
import email.wildduck.james.delivery.dsn.ReportWriter;
import email.wildduck.james.delivery.local.LocalRecipients;
import email.wildduck.james.delivery.local.LocalTransport;
import email.wildduck.james.delivery.reply.ReplyClassifier;
import email.wildduck.james.delivery.reply.ReplyReading;
import email.wildduck.james.delivery.zone.ZoneRules;
import email.wildduck.james.mailets.deliver.Bounces;
import email.wildduck.james.mailets.deliver.DeliveryRequests;
import email.wildduck.james.mailets.deliver.FailedDeliveries;
import email.wildduck.james.mailets.deliver.HopName;
import email.wildduck.james.mailets.deliver.ReportZone;
import email.wildduck.james.mailets.deliver.RestraintGate;
import email.wildduck.james.queue.egress.WorkGate;
import email.wildduck.james.queue.failure.Reports;
import email.wildduck.james.queue.id.QueueIdGenerator;
import java.time.Clock;
import java.util.UUID;

/** Delivery to other servers: what is needed for attempts, and for what comes of them. */
public final class DeliveryModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(ManagedTransport.class).asEagerSingleton();
    bind(ConnectionMetrics.class).asEagerSingleton();
  }

  @Provides
  @Singleton
  Transport transport(ManagedRestraint managed) {
    return new LocalTransport(managed.transport());
  }

  @Provides
  @Singleton
  HopName hopName(HostName host) {
    return new HopName(host.asString());
  }

  @Provides
  @Singleton
  ZoneRules zoneRules(WildDuckConfiguration configuration) {
    return new ZoneRules(configuration.zones());
  }

  @Provides
  @Singleton
  DeliveryRequests deliveryRequests(WildDuckConfiguration configuration) {
    return new DeliveryRequests(configuration.zones());
  }

  @Provides
  @Singleton
  WorkGate workGate(
      ManagedRestraint managed, DeliveryRequests requests, LocalRecipients recipients) {
    return new RestraintGate(managed.transport(), requests, recipients);
  }

  @Provides
  @Singleton
  FailedDeliveries failedDeliveries(
      Settings settings, WildDuckConfiguration configuration, Clock clock) {
    ReplyReading reading =
        configuration.bounces().replies() == BouncesConfiguration.Replies.ZONE_MTA
            ? ReplyReading.ZONE_MTA
            : ReplyReading.PATIENT;
    return new FailedDeliveries(
        new ReplyClassifier(reading),
        settings,
        configuration.queue().messageAge(),
        configuration.bounces().warnAfter(),
        clock);
  }

  @Provides
  @Singleton
  Bounces bounces(
      WildDuckConfiguration configuration,
      Reports reports,
      ZoneRules zones,
      QueueIdGenerator ids,
      HostName host,
      EventSink sink,
      Clock clock) {
    return new Bounces(
        new BounceRule(configuration.bounces().disabledInterfaces()),
        new ReportWriter(
            host.asString(), clock, UUID::randomUUID, configuration.bounces().returnLimit()),
        reports,
        new ReportZone(configuration.bounces().sendingZone(), zones),
        ids,
        sink,
        clock);
  }
}
