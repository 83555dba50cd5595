package email.wildduck.james.core.store;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages between processes over one channel of Redis, for hints only: while Redis is away they
 * are lost, and nobody waits for them. The subscription comes back by itself. Thread-safe.
 */
public final class RedisChannel implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(RedisChannel.class);

  private final String name;
  private final StatefulRedisPubSubConnection<String, String> subscription;
  private final BiFunction<String, String, RedisFuture<Long>> publisher;
  private final Function<RedisException, StoreUnavailableException> failures;

  RedisChannel(
      String name,
      StatefulRedisPubSubConnection<String, String> subscription,
      BiFunction<String, String, RedisFuture<Long>> publisher,
      Function<RedisException, StoreUnavailableException> failures) {
    this.name = name;
    this.subscription = subscription;
    this.publisher = publisher;
    this.failures = failures;
  }

  /**
   * Calls {@code listener} with each message from now on, those of this process included. It must
   * return at once.
   *
   * @throws StoreUnavailableException when Redis does not answer in time
   */
  public void subscribe(Consumer<String> listener) {
    subscription.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String channel, String message) {
            if (channel.equals(name)) {
              listener.accept(message);
            }
          }
        });
    try {
      subscription.sync().subscribe(name);
    } catch (RedisException e) {
      throw failures.apply(e);
    }
  }

  /** Sends a message and does not wait. */
  public void publish(String message) {
    try {
      var unused =
          publisher.apply(name, message).whenComplete((receivers, failure) -> logFailure(failure));
    } catch (RedisException e) {
      logFailure(e);
    }
  }

  private void logFailure(Throwable failure) {
    if (failure != null) {
      LOGGER.debug("a message on {} was not sent", name, failure);
    }
  }

  @Override
  public void close() {
    subscription.close();
  }
}
