package email.wildduck.james.core.limits;

import email.wildduck.james.core.error.TemporaryFailureException;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.List;

/**
 * WildDuck's counter with a limit in a fixed window of time: one Redis string per key, counted and
 * checked in one step.
 *
 * <p>The window starts with the first increment and later ones do not extend it. The limit is
 * compared with the value before the increment, so that one call may pass it; at or above the limit
 * increments are refused and not counted. Each call is one round trip. Thread-safe.
 */
public final class TtlCounter {
  /** The window if none is given. */
  public static final Duration DEFAULT_WINDOW = Duration.ofDays(1);

  private static final String SCRIPT =
      "local current = tonumber(redis.call('GET', KEYS[1]) or '0') or 0\n"
          + "if current >= tonumber(ARGV[2]) then\n"
          + "  return {0, current, redis.call('TTL', KEYS[1])}\n"
          + "end\n"
          + "if tonumber(ARGV[1]) <= 0 then\n"
          + "  return {1, current, redis.call('TTL', KEYS[1])}\n"
          + "end\n"
          + "local value = redis.call('INCRBY', KEYS[1], ARGV[1])\n"
          + "if current == 0 then\n"
          + "  redis.call('EXPIRE', KEYS[1], ARGV[3])\n"
          + "end\n"
          + "return {1, value, redis.call('TTL', KEYS[1])}\n";

  private final RedisClusterCommands<String, String> redis;
  private final RedisScript script;

  public TtlCounter(RedisClusterCommands<String, String> redis) {
    this.redis = redis;
    this.script = new RedisScript(redis, SCRIPT);
  }

  /**
   * Counts, unless the limit is reached already.
   *
   * @param count how many; zero and less only read
   * @param max the limit; 0 is no limit: nothing is counted and Redis is not asked
   * @param window whole seconds; zero is {@link #DEFAULT_WINDOW}
   * @throws TemporaryFailureException if Redis does not answer or the key holds no number
   */
  public CounterReading count(String key, long count, long max, Duration window) {
    if (max == 0) {
      return CounterReading.untouched();
    }
    Duration length = window.isZero() ? DEFAULT_WINDOW : window;
    List<Long> reply =
        script.run(
            key, Long.toString(count), Long.toString(max), Long.toString(length.toSeconds()));
    return new CounterReading(reply.get(0) != 0, reply.get(1), reply.get(2));
  }

  /**
   * The value, without counting.
   *
   * @throws TemporaryFailureException if Redis does not answer
   */
  public CounterReading read(String key, long max) {
    return count(key, 0, max, DEFAULT_WINDOW);
  }

  /**
   * Forgets a counter.
   *
   * @throws TemporaryFailureException if Redis does not answer
   */
  public void reset(String key) {
    try {
      redis.del(key);
    } catch (RedisException e) {
      throw new TemporaryFailureException("Cannot reset a counter in Redis", e);
    }
  }
}
