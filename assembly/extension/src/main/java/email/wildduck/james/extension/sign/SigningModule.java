package email.wildduck.james.extension.sign;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import email.wildduck.james.core.config.SrsConfiguration;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.crypto.StoredSecret;
import email.wildduck.james.core.dkim.AdditionalKeys;
import email.wildduck.james.core.dkim.DkimKeys;
import email.wildduck.james.core.dkim.DkimReport;
import email.wildduck.james.core.dkim.DkimSigner;
import email.wildduck.james.core.dkim.MessageSigner;
import email.wildduck.james.core.srs.SenderRewriting;
import email.wildduck.james.core.srs.Srs;
import email.wildduck.james.extension.delivery.HostName;
import email.wildduck.james.extension.delivery.ManagedRestraint;
import email.wildduck.james.extension.store.Stores;
import email.wildduck.james.mailets.deliver.DeliveryRequests;
import email.wildduck.james.mailets.sign.PoolNames;
import email.wildduck.james.mailets.sign.SendingHost;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** DKIM and SRS. */
public final class SigningModule extends AbstractModule {
  /** How old what the database says about a key may be when it is used. */
  private static final Duration KEY_AGE = Duration.ofSeconds(5);

  @Override
  protected void configure() {
    // a file that holds no key stops the start, not the first message
    bind(AdditionalKeys.class).toProvider(KeyFiles.class).asEagerSingleton();
  }

  @Provides
  @Singleton
  DkimKeys dkimKeys(Stores stores, WildDuckConfiguration configuration, Clock clock) {
    return new DkimKeys(
        stores.mongo().main(),
        StoredSecret.of(configuration.dkim().secret(), configuration.dkim().cipher()),
        clock,
        KEY_AGE);
  }

  @Provides
  @Singleton
  MessageSigner messageSigner(
      DkimKeys keys,
      AdditionalKeys additional,
      WildDuckConfiguration configuration,
      PrometheusRegistry metrics) {
    return new MessageSigner(
        keys,
        additional,
        DkimSigner.overSigning(),
        configuration.dkim().onUnusableKey(),
        new DkimReport(metrics));
  }

  @Provides
  @Singleton
  SendingHost sendingHost(
      WildDuckConfiguration configuration,
      ManagedRestraint restraint,
      DeliveryRequests requests,
      HostName host) {
    return configuration.dkim().isTransportDomainSigning()
        ? new PoolNames(restraint.transport(), requests, host.asString())
        : SendingHost.none();
  }

  @Provides
  @Singleton
  Optional<SenderRewriting> senderRewriting(WildDuckConfiguration configuration, Clock clock) {
    SrsConfiguration srs = configuration.srs();
    return srs.isEnabled()
        ? Optional.of(new SenderRewriting(new Srs(srs.secret(), clock), srs.rewriteDomain()))
        : Optional.empty();
  }
}
