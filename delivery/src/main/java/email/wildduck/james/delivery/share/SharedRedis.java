package email.wildduck.james.delivery.share;

import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.limits.RedisScript;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Redis, which may be away. Thread-safe. */
public final class SharedRedis {
  private static final Logger LOGGER = LoggerFactory.getLogger(SharedRedis.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final RedisClusterCommands<String, String> commands;
  private final String prefix;
  private final Clock clock;
  private final AtomicReference<Optional<Instant>> awayUntil =
      new AtomicReference<>(Optional.empty());

  /**
   * @param prefix of all keys
   */
  public SharedRedis(RedisClusterCommands<String, String> commands, String prefix, Clock clock) {
    this.commands = commands;
    this.prefix = prefix;
    this.clock = clock;
  }

  /** A key with the prefix. */
  public String key(String name) {
    return prefix + name;
  }

  /** A script, to be run in {@link #ask}. */
  public RedisScript script(String text) {
    return new RedisScript(commands, text);
  }

  /** What Redis answers; empty when it does not, or did not a few seconds ago. */
  public <T> Optional<T> ask(Function<RedisClusterCommands<String, String>, T> question) {
    Optional<Instant> pause = awayUntil.get();
    if (pause.isPresent() && clock.instant().isBefore(pause.get())) {
      return Optional.empty();
    }
    try {
      Optional<T> answer = Optional.of(question.apply(commands));
      if (pause.isPresent() && awayUntil.compareAndSet(pause, Optional.empty())) {
        LOGGER.info("Limits and pauses are shared with other nodes again");
      }
      return answer;
    } catch (RedisException | TemporaryFailureException e) {
      Optional<Instant> before = awayUntil.getAndSet(Optional.of(clock.instant().plus(PAUSE)));
      if (before.isEmpty()) {
        LOGGER.warn("Redis is away: limits and pauses are those of this node only", e);
      }
      return Optional.empty();
    }
  }
}
