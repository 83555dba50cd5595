package email.wildduck.james.extension;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.mongodb.event.CommandListener;
import email.wildduck.james.core.account.Authenticator;
import email.wildduck.james.core.account.XclientLogins;
import email.wildduck.james.core.address.AddressResolver;
import email.wildduck.james.core.audit.AuditCopies;
import email.wildduck.james.core.audit.AuditDeliveries;
import email.wildduck.james.core.compose.HeaderCompletion;
import email.wildduck.james.core.config.AuthConfiguration;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.from.FromEnforcement;
import email.wildduck.james.core.from.OwnedAddresses;
import email.wildduck.james.core.from.RewriteReport;
import email.wildduck.james.core.from.SenderAccounts;
import email.wildduck.james.core.limits.DailyRecipientLimit;
import email.wildduck.james.core.password.PasswordHashes;
import email.wildduck.james.core.password.VerifiedPasswords;
import email.wildduck.james.core.sent.SentCopies;
import email.wildduck.james.core.settings.Settings;
import email.wildduck.james.extension.delivery.DeliveryModule;
import email.wildduck.james.extension.delivery.LocalDeliveryModule;
import email.wildduck.james.extension.delivery.PoolsModule;
import email.wildduck.james.extension.delivery.SiteSecurityModule;
import email.wildduck.james.extension.delivery.SuppressionModule;
import email.wildduck.james.extension.event.EventModule;
import email.wildduck.james.extension.metrics.QueueMetricsModule;
import email.wildduck.james.extension.queue.QueueModule;
import email.wildduck.james.extension.sign.SigningModule;
import email.wildduck.james.extension.store.Stores;
import email.wildduck.james.queue.id.QueueIdGenerator;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.james.filesystem.api.JamesDirectoriesProvider;

/**
 * Everything that hooks, mailets and matchers of the product need, one of each.
 *
 * <p>In a stock James it is named in {@code extensions.properties}; our own server installs it
 * itself:
 *
 * <pre>{@code
 * guice.extension.module=email.wildduck.james.extension.WildDuckModule
 * }</pre>
 */
public final class WildDuckModule extends AbstractModule {
  /** How old a setting of WildDuck may be when it is used. */
  private static final Duration SETTINGS_AGE = Duration.ofSeconds(10);

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), CommandListener.class);
    bind(Stores.class).asEagerSingleton();
    install(new EventModule());
    install(new QueueModule());
    install(new DeliveryModule());
    install(new PoolsModule());
    install(new SiteSecurityModule());
    install(new LocalDeliveryModule());
    install(new SuppressionModule());
    install(new QueueMetricsModule());
    install(new SigningModule());
    bind(ManagedSentCopies.class).asEagerSingleton();
    bind(ManagedLoginJournal.class).asEagerSingleton();
  }

  @Provides
  @Singleton
  WildDuckConfiguration configuration(JamesDirectoriesProvider directories) {
    return WildDuckConfiguration.load(
        Path.of(directories.getConfDirectory().replaceFirst("^file://", ""))
            .resolve("wildduck.xml"));
  }

  @Provides
  @Singleton
  PrometheusRegistry metrics() {
    return new PrometheusRegistry();
  }

  @Provides
  @Singleton
  SecureRandom random() {
    return new SecureRandom();
  }

  @Provides
  @Singleton
  Settings settings(Stores stores, Clock clock) {
    return new Settings(stores.mongo().main(), clock, SETTINGS_AGE);
  }

  @Provides
  @Singleton
  PasswordHashes passwordHashes(SecureRandom random) {
    return new PasswordHashes(random);
  }

  @Provides
  @Singleton
  Authenticator authenticator(
      Stores stores,
      ManagedLoginJournal journal,
      PasswordHashes hashes,
      VerifiedPasswords verified,
      Clock clock) {
    return new Authenticator(
        stores.mongo().users(),
        stores.redis().commands(),
        journal.journal(),
        hashes,
        verified,
        clock);
  }

  @Provides
  @Singleton
  VerifiedPasswords verifiedPasswords(
      SecureRandom random, Clock clock, AuthConfiguration configuration) {
    return new VerifiedPasswords(random, clock, configuration.rememberVerified());
  }

  @Provides
  @Singleton
  AuthConfiguration authConfiguration(WildDuckConfiguration configuration) {
    return configuration.auth();
  }

  @Provides
  @Singleton
  XclientLogins xclientLogins(Stores stores) {
    return new XclientLogins(stores.mongo().users());
  }

  @Provides
  @Singleton
  DailyRecipientLimit dailyRecipientLimit(
      RecipientCounting counting, Settings settings, WildDuckConfiguration configuration) {
    return new DailyRecipientLimit(
        counting.counter(), settings, configuration.limits().maxRecipients());
  }

  @Provides
  @Singleton
  SenderAccounts senderAccounts(Stores stores, Clock clock) {
    return new SenderAccounts(stores.mongo().users(), clock);
  }

  @Provides
  @Singleton
  FromEnforcement fromEnforcement(Stores stores) {
    return new FromEnforcement(new OwnedAddresses(AddressResolver.on(stores.mongo().users())));
  }

  @Provides
  @Singleton
  RewriteReport rewriteReport(PrometheusRegistry metrics) {
    return new RewriteReport(metrics);
  }

  @Provides
  @Singleton
  HeaderCompletion headerCompletion(Clock clock) {
    return new HeaderCompletion(clock, UUID::randomUUID, hostName());
  }

  @Provides
  @Singleton
  Optional<SentCopies> sentCopies(ManagedSentCopies managed) {
    return managed.copies();
  }

  @Provides
  @Singleton
  AuditCopies auditCopies(Stores stores, PrometheusRegistry metrics, Clock clock) {
    return new AuditCopies(stores.mongo().main(), stores.mongo().gridfs(), metrics, clock);
  }

  @Provides
  @Singleton
  AuditDeliveries auditDeliveries(Stores stores) {
    return new AuditDeliveries(stores.mongo().main(), stores.mongo().gridfs());
  }

  @Provides
  @Singleton
  QueueIdGenerator queueIds(Clock clock, SecureRandom random) {
    return new QueueIdGenerator(clock, QueueIdGenerator.randomSuffix(random));
  }

  private static String hostName() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      // Some machines have a name that cannot stand in a message.
      return name.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*") ? name : "localhost";
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
