package email.wildduck.james.extension.health;

import email.wildduck.james.core.store.StoreUnavailableException;
import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Asks a store whether it is there, on a thread that may wait. */
abstract class StoreHealthCheck implements HealthCheck {
  private final ComponentName name;
  private final Runnable ping;

  /**
   * @param ping throws {@link StoreUnavailableException} when the store does not answer
   */
  StoreHealthCheck(String name, Runnable ping) {
    this.name = new ComponentName(name);
    this.ping = ping;
  }

  @Override
  public ComponentName componentName() {
    return name;
  }

  @Override
  public Publisher<Result> check() {
    return Mono.fromCallable(this::ask).subscribeOn(Schedulers.boundedElastic());
  }

  private Result ask() {
    try {
      ping.run();
      return Result.healthy(name);
    } catch (StoreUnavailableException e) {
      return Result.unhealthy(name, e.getMessage());
    }
  }
}
