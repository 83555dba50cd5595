package email.wildduck.james.extension.health;

import email.wildduck.james.extension.store.Stores;
import javax.inject.Inject;

/** Asks WildDuck's MongoDB; {@code /healthcheck/checks/WildDuck%20MongoDB} of webadmin. */
public final class MongoHealthCheck extends StoreHealthCheck {

  /** The stores of the product. */
  @Inject
  public MongoHealthCheck(Stores stores) {
    super("WildDuck MongoDB", stores.mongo()::ping);
  }
}
