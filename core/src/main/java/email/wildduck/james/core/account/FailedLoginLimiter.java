package email.wildduck.james.core.account;

import email.wildduck.james.core.limits.CounterReading;
import email.wildduck.james.core.limits.TtlCounter;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Twelve failed logins within two minutes of the first, then none is tried until these are over.
 *
 * <p>Counted in {@code auth_user:<user id, or view of an unknown name>}, together with WildDuck's
 * IMAP, POP3 and API. Clients whose address is in the Redis set {@code rl-wl} are neither limited
 * nor counted.
 */
final class FailedLoginLimiter {
  private static final Logger LOG = LoggerFactory.getLogger(FailedLoginLimiter.class);
  private static final String KEY_PREFIX = "auth_user:";
  private static final String EXEMPT_IPS = "rl-wl";
  private static final int MAX_FAILURES = 12;
  private static final Duration WINDOW = Duration.ofMinutes(2);

  private final TtlCounter counter;
  private final RedisClusterCommands<String, String> redis;

  FailedLoginLimiter(RedisClusterCommands<String, String> redis) {
    this.counter = new TtlCounter(redis);
    this.redis = redis;
  }

  /** Whether another attempt is allowed. One round trip, a second when the limit is reached. */
  CounterReading check(String name, String ip) {
    CounterReading reading = counter.read(KEY_PREFIX + name, MAX_FAILURES);
    return reading.allowed() || !isExempt(ip) ? reading : reading.exempted();
  }

  /** Counts a failure; not allowed means that the limit was reached before. Two round trips. */
  CounterReading countFailure(String name, String ip) {
    if (isExempt(ip)) {
      return CounterReading.untouched();
    }
    return counter.count(KEY_PREFIX + name, 1, MAX_FAILURES, WINDOW);
  }

  /** Forgets the failures. */
  void reset(String name) {
    counter.reset(KEY_PREFIX + name);
  }

  private boolean isExempt(String ip) {
    try {
      return redis.sismember(EXEMPT_IPS, ip);
    } catch (RedisException e) {
      // Without an answer the limit applies; if Redis is gone, the counter says so.
      LOG.warn("Cannot tell whether {} is exempt from the login limit: {}", ip, e.toString());
      return false;
    }
  }
}
