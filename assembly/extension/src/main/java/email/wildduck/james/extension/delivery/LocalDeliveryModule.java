package email.wildduck.james.extension.delivery;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import email.wildduck.james.core.address.AddressResolver;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.from.SenderAccounts;
import email.wildduck.james.core.relay.UserRelays;
import email.wildduck.james.delivery.dns.DnsJavaMailDns;
import email.wildduck.james.delivery.local.LocalRecipients;
import email.wildduck.james.delivery.local.LocalTargets;
import email.wildduck.james.delivery.local.LoopGuard;
import email.wildduck.james.delivery.route.BestMx;
import email.wildduck.james.delivery.route.MxRoutes;
import email.wildduck.james.delivery.zone.ZoneRules;
import email.wildduck.james.extension.store.Stores;
import email.wildduck.james.mailets.local.LocalDecision;
import email.wildduck.james.mailets.route.LocalRoutes;
import email.wildduck.james.mailets.route.RecipientRoutes;
import java.time.Clock;
import java.time.Duration;

/** Which way mail goes: relays of users, recipients of this WildDuck, routes by MX. */
public final class LocalDeliveryModule extends AbstractModule {
  /** Who routes a message waits for it, once for each domain. */
  private static final Duration DNS_LIMIT = Duration.ofSeconds(1);

  private static final Duration DNS_KEPT = Duration.ofHours(1);

  @Provides
  @Singleton
  BestMx bestMx(Clock clock) {
    return new BestMx(DnsJavaMailDns.ofSystem(DNS_LIMIT, DNS_KEPT), clock);
  }

  @Provides
  @Singleton
  UserRelays userRelays(SenderAccounts accounts) {
    return new UserRelays(accounts);
  }

  @Provides
  @Singleton
  LocalRecipients localRecipients(WildDuckConfiguration configuration, Stores stores) {
    return new LocalRecipients(
        configuration.localDelivery(), AddressResolver.on(stores.mongo().users()));
  }

  @Provides
  @Singleton
  RecipientRoutes recipientRoutes(
      WildDuckConfiguration configuration,
      ZoneRules rules,
      UserRelays relays,
      LocalRecipients recipients,
      BestMx best) {
    return new RecipientRoutes(
        rules,
        relays,
        new LocalRoutes(configuration.localDelivery(), recipients),
        new MxRoutes(configuration.mxRoutes(), best));
  }

  @Provides
  @Singleton
  LocalDecision localDecision(WildDuckConfiguration configuration, LocalRecipients recipients) {
    return new LocalDecision(
        recipients,
        new LocalTargets(configuration.localDelivery(), configuration.zones()),
        new LoopGuard());
  }
}
