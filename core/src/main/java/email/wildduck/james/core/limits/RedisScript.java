package email.wildduck.james.core.limits;

import email.wildduck.james.core.error.TemporaryFailureException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.List;

/** A Lua script that returns numbers; sent in full only when Redis does not know it. Immutable. */
public final class RedisScript {
  private final RedisClusterCommands<String, String> redis;
  private final String text;
  private final String digest;

  /** Sends nothing yet. */
  public RedisScript(RedisClusterCommands<String, String> redis, String text) {
    this.redis = redis;
    this.text = text;
    this.digest = redis.digest(text);
  }

  /**
   * One round trip.
   *
   * @throws TemporaryFailureException if Redis does not answer or the key holds no number
   */
  public List<Long> run(String key, String... arguments) {
    return run(List.of(key), arguments);
  }

  /**
   * One round trip.
   *
   * @param keys of one hash slot
   * @throws TemporaryFailureException if Redis does not answer or the first key holds no number
   */
  public List<Long> run(List<String> keys, String... arguments) {
    try {
      return runCached(keys.toArray(String[]::new), arguments);
    } catch (RedisException e) {
      throw new TemporaryFailureException("Cannot count in Redis", e);
    }
  }

  private List<Long> runCached(String[] keys, String... arguments) {
    try {
      return redis.evalsha(digest, ScriptOutputType.MULTI, keys, arguments);
    } catch (RedisNoScriptException e) {
      // Not sent to this server yet, or it was restarted since.
      return redis.eval(text, ScriptOutputType.MULTI, keys, arguments);
    }
  }
}
