package email.wildduck.james.extension.health;

import email.wildduck.james.core.api.ApiException;
import email.wildduck.james.core.api.WildDuckApi;
import email.wildduck.james.extension.ManagedSentCopies;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Asks WildDuck's HTTP API; {@code /healthcheck/checks/WildDuck%20API} of webadmin. Without it mail
 * is taken and delivered and copies for Sent folders wait, so the server is degraded and not
 * unhealthy. Healthy when no API is configured.
 */
public final class ApiHealthCheck implements HealthCheck {
  private static final ComponentName NAME = new ComponentName("WildDuck API");

  private final Optional<WildDuckApi> api;

  /** The API that copies are stored through. */
  @Inject
  public ApiHealthCheck(ManagedSentCopies copies) {
    this.api = copies.api();
  }

  @Override
  public ComponentName componentName() {
    return NAME;
  }

  @Override
  public Publisher<Result> check() {
    return Mono.fromCallable(this::ask).subscribeOn(Schedulers.boundedElastic());
  }

  private Result ask() {
    try {
      api.ifPresent(WildDuckApi::check);
      return Result.healthy(NAME);
    } catch (ApiException e) {
      return Result.degraded(NAME, e.getMessage());
    }
  }
}
