package email.wildduck.james.extension.health;

import email.wildduck.james.core.store.StoreUnavailableException;
import email.wildduck.james.extension.Stores;
import javax.inject.Inject;
import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Asks WildDuck's MongoDB; {@code /healthcheck/checks/WildDuck%20MongoDB} of webadmin. */
public final class MongoHealthCheck implements HealthCheck {
  private static final ComponentName NAME = new ComponentName("WildDuck MongoDB");

  private final Stores stores;

  /** The stores of the product. */
  @Inject
  public MongoHealthCheck(Stores stores) {
    this.stores = stores;
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
      stores.mongo().ping();
      return Result.healthy(NAME);
    } catch (StoreUnavailableException e) {
      return Result.unhealthy(NAME, e.getMessage());
    }
  }
}
