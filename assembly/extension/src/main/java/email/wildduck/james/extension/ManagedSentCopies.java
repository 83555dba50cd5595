package email.wildduck.james.extension;

import email.wildduck.james.core.api.WildDuckApi;
import email.wildduck.james.core.config.SentConfiguration;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.sent.SentCopies;
import email.wildduck.james.extension.store.Stores;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.Optional;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copies for Sent folders, at work when this object is made and stopped by James' life cycle.
 * Made eagerly and from the stores, so that it stops before they close.
 */
public final class ManagedSentCopies {
  private static final Logger LOGGER = LoggerFactory.getLogger(ManagedSentCopies.class);

  private final Optional<WildDuckApi> api;
  private final Optional<SentCopies> copies;

  /**
   * Starts the work, unless it is switched off.
   *
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the database fails
   */
  @Inject
  public ManagedSentCopies(
      Stores stores, WildDuckConfiguration configuration, PrometheusRegistry metrics, Clock clock) {
    SentConfiguration sent = configuration.sent();
    api = configuration.api().url().map(url -> new WildDuckApi(configuration.api()));
    copies =
        api.filter(any -> sent.enabled())
            .map(client -> SentCopies.on(stores.mongo(), sent, client, metrics, clock));
    copies.ifPresent(SentCopies::start);
    sayWhatIsDone(configuration);
  }

  /** WildDuck's HTTP API; empty when the configuration does not say where it is. */
  public Optional<WildDuckApi> api() {
    return api;
  }

  /** The copies; empty when they are switched off. */
  public Optional<SentCopies> copies() {
    return copies;
  }

  /** Stops the work; what is not done waits for the next start or another node. */
  @PreDestroy
  public void close() {
    copies.ifPresent(SentCopies::close);
  }

  private void sayWhatIsDone(WildDuckConfiguration configuration) {
    if (copies.isPresent()) {
      LOGGER.info(
          "Sent copies are stored through WildDuck's API at {}",
          configuration.api().url().orElseThrow());
    } else if (api.isPresent()) {
      LOGGER.info("Sent copies are off: <sent/enabled> is false");
    } else {
      LOGGER.warn(
          "Sent copies are off: <api/url> is not given, so nothing that is sent appears in the Sent"
              + " folders of users who have WildDuck's uploadSentMessages");
    }
  }
}
