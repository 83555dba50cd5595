package email.wildduck.james.extension.health;

import email.wildduck.james.extension.store.Stores;
import javax.inject.Inject;

/** Asks WildDuck's Redis; {@code /healthcheck/checks/WildDuck%20Redis} of webadmin. */
public final class RedisHealthCheck extends StoreHealthCheck {

  /** The stores of the product. */
  @Inject
  public RedisHealthCheck(Stores stores) {
    super("WildDuck Redis", stores.redis()::ping);
  }
}
