package email.wildduck.james.core.limits;

import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.List;
import org.bson.types.ObjectId;

/**
 * The recipients that a user has sent to within 24 hours: WildDuck's own counter, key {@code
 * wdr:<user id>}. Unlike WildDuck's way of counting, a reservation never passes the limit, however
 * many sessions reserve at once, and can be given back. Each call is one round trip. Thread-safe.
 */
final class RecipientAllowance {
  private static final Duration WINDOW = Duration.ofDays(1);

  private static final String RESERVE =
      "local current = tonumber(redis.call('GET', KEYS[1]) or '0') or 0\n"
          + "local count = tonumber(ARGV[1])\n"
          + "if current + count > tonumber(ARGV[2]) then\n"
          + "  return {0, current, redis.call('TTL', KEYS[1])}\n"
          + "end\n"
          + "local value = redis.call('INCRBY', KEYS[1], count)\n"
          + "if current == 0 then\n"
          + "  redis.call('EXPIRE', KEYS[1], ARGV[3])\n"
          + "end\n"
          + "return {1, value, redis.call('TTL', KEYS[1])}\n";

  private static final String GIVE_BACK =
      "local current = tonumber(redis.call('GET', KEYS[1]) or '0') or 0\n"
          + "local count = math.min(current, tonumber(ARGV[1]))\n"
          + "if count > 0 then\n"
          + "  return {redis.call('DECRBY', KEYS[1], count)}\n"
          + "end\n"
          + "return {current}\n";

  private final RedisScript reserve;
  private final RedisScript giveBack;

  RecipientAllowance(RedisClusterCommands<String, String> redis) {
    this.reserve = new RedisScript(redis, RESERVE);
    this.giveBack = new RedisScript(redis, GIVE_BACK);
  }

  /** Counts the recipients if all of them are within the limit, else none. */
  CounterReading reserve(ObjectId user, int recipients, long max) {
    List<Long> reply =
        reserve.run(
            key(user),
            Integer.toString(recipients),
            Long.toString(max),
            Long.toString(WINDOW.toSeconds()));
    return new CounterReading(reply.get(0) != 0, reply.get(1), reply.get(2));
  }

  /** Takes recipients off again; the counter's window stays as it is. */
  void giveBack(ObjectId user, int recipients) {
    giveBack.run(key(user), Integer.toString(recipients));
  }

  private static String key(ObjectId user) {
    return "wdr:" + user.toHexString();
  }
}
