package email.wildduck.james.extension.store;

import com.mongodb.event.CommandListener;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.store.MongoStore;
import email.wildduck.james.core.store.RedisStore;
import java.util.Set;
import javax.annotation.PreDestroy;
import javax.inject.Inject;

/**
 * Both stores, opened when this object is made and closed by James' life cycle. It must be an eager
 * singleton: James closes in the reverse order of creation, and what uses the stores has to go
 * first.
 */
public final class Stores {
  private final MongoStore mongo;
  private final RedisStore redis;

  /**
   * Opens the stores.
   *
   * @param listeners are told of each command to MongoDB; production has none
   * @throws email.wildduck.james.core.store.StoreUnavailableException when one does not answer
   */
  @Inject
  public Stores(WildDuckConfiguration configuration, Set<CommandListener> listeners) {
    mongo = MongoStore.open(configuration.mongo(), listeners);
    try {
      redis = RedisStore.open(configuration.redis());
    } catch (RuntimeException e) {
      mongo.close();
      throw e;
    }
  }

  /** WildDuck's databases. */
  public MongoStore mongo() {
    return mongo;
  }

  /** WildDuck's Redis. */
  public RedisStore redis() {
    return redis;
  }

  /** Closes both; called by James when everything else has stopped. */
  @PreDestroy
  public void close() {
    redis.close();
    mongo.close();
  }
}
