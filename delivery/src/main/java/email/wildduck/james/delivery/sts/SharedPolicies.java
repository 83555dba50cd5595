package email.wildduck.james.delivery.sts;

import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Policies in Redis, for all nodes and for the time after a restart, as JSON under {@code
 * wildduck-james:sts:<domain>}; they expire with their {@code max_age}. While Redis is away nothing
 * is found and nothing is stored. Thread-safe.
 */
public final class SharedPolicies {
  private static final Logger LOGGER = LoggerFactory.getLogger(SharedPolicies.class);
  private static final String PREFIX = "wildduck-james:sts:";

  private final RedisClusterCommands<String, String> redis;
  private final AtomicBoolean away = new AtomicBoolean();

  /** On a connection that has a time limit. */
  public SharedPolicies(RedisClusterCommands<String, String> redis) {
    this.redis = redis;
  }

  Optional<CachedPolicy> find(String domain) {
    try {
      Optional<String> found = Optional.ofNullable(redis.get(PREFIX + domain));
      away.set(false);
      return found.flatMap(CachedPolicy::ofJson);
    } catch (RedisException e) {
      note(e);
      return Optional.empty();
    }
  }

  void store(String domain, CachedPolicy policy, Duration life) {
    try {
      var unused = redis.setex(PREFIX + domain, Math.max(1, life.toSeconds()), policy.toJson());
      away.set(false);
    } catch (RedisException e) {
      note(e);
    }
  }

  private void note(RedisException failure) {
    if (!away.getAndSet(true)) {
      LOGGER.warn("MTA-STS policies are kept in memory only: {}", failure.getMessage());
    }
  }
}
