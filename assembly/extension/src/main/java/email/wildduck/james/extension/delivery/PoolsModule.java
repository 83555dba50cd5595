package email.wildduck.james.extension.delivery;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.delivery.dns.DnsJavaMailDns;
import email.wildduck.james.delivery.limit.Restraint;
import email.wildduck.james.delivery.share.SharedRedis;
import email.wildduck.james.delivery.source.AddressNames;
import email.wildduck.james.extension.store.Stores;
import email.wildduck.james.queue.store.QueueStore;
import java.time.Clock;
import java.time.Duration;

/** Pools, warm-up and limits of the sending zones, shared between nodes through Redis. */
public final class PoolsModule extends AbstractModule {

  /** The start waits for it where addresses have no names. */
  private static final Duration DNS_LIMIT = Duration.ofSeconds(2);

  private static final Duration DNS_KEPT = Duration.ofMinutes(1);

  @Override
  protected void configure() {
    bind(ManagedRestraint.class).asEagerSingleton();
  }

  @Provides
  @Singleton
  SharedRedis sharedRedis(Stores stores, QueueStore queue, Clock clock) {
    // the same for all nodes on one queue, and for nobody else on the same Redis
    String prefix =
        Restraint.PREFIX + queue.collections().deliveries().getNamespace().getFullName() + ":";
    return new SharedRedis(stores.redis().commands(), prefix, clock);
  }

  @Provides
  @Singleton
  Restraint restraint(
      WildDuckConfiguration configuration, SharedRedis redis, HostName host, Clock clock) {
    DnsJavaMailDns dns = DnsJavaMailDns.ofSystem(DNS_LIMIT, DNS_KEPT);
    return new Restraint(
        configuration, redis, AddressNames.of(configuration, host.asString(), dns, dns), clock);
  }
}
