package email.wildduck.james.core.limits;

import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.List;
import org.bson.types.ObjectId;

/**
 * WildDuck's own counter, key {@code wdr:<user id>}. Unlike WildDuck's way of counting, a
 * reservation never passes the limit, however many sessions reserve at once, and can be given back.
 * Each call is one round trip. Thread-safe.
 */
public final class RedisRecipientCounter implements RecipientCounter {
  static final Duration WINDOW = Duration.ofDays(1);

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

  /** The second key says that the batch was added, so that adding it twice is adding it once. */
  private static final String ADD_LATE =
      "if not redis.call('SET', KEYS[2], '1', 'NX', 'EX', ARGV[3]) then\n"
          + "  return {0}\n"
          + "end\n"
          + "local current = tonumber(redis.call('GET', KEYS[1]) or '0') or 0\n"
          + "redis.call('INCRBY', KEYS[1], math.max(tonumber(ARGV[1]), -current))\n"
          + "if current == 0 then\n"
          + "  redis.call('EXPIRE', KEYS[1], ARGV[2])\n"
          + "end\n"
          + "return {1}\n";

  private final TtlCounter counter;
  private final RedisScript reserve;
  private final RedisScript giveBack;
  private final RedisScript addLate;

  /**
   * @param redis WildDuck's Redis, in WildDuck's database number
   */
  public RedisRecipientCounter(RedisClusterCommands<String, String> redis) {
    this.counter = new TtlCounter(redis);
    this.reserve = new RedisScript(redis, RESERVE);
    this.giveBack = new RedisScript(redis, GIVE_BACK);
    this.addLate = new RedisScript(redis, ADD_LATE);
  }

  @Override
  public CounterReading read(ObjectId user, long max) {
    return counter.read(key(user), max);
  }

  @Override
  public Reservation reserve(ObjectId user, int recipients, long max) {
    List<Long> reply =
        reserve.run(key(user), Integer.toString(recipients), Long.toString(max), seconds(WINDOW));
    CounterReading reading = new CounterReading(reply.get(0) != 0, reply.get(1), reply.get(2));
    return Reservation.of(reading, () -> giveBack(user, recipients));
  }

  /** Takes recipients off again; the counter's window stays as it is. */
  private void giveBack(ObjectId user, long recipients) {
    giveBack.run(key(user), Long.toString(recipients));
  }

  /**
   * Counts, whatever the limit is, what was accepted while Redis was away. The same batch is
   * counted once however often it is given.
   *
   * @param recipients below zero when more was given back than counted; the counter stays above
   * @param windowLeft how much is left of the 24 hours that began with the batch
   */
  void addLate(ObjectId user, String batch, long recipients, Duration windowLeft) {
    // In braces the counter's key, so that a cluster keeps both keys on one node.
    String marker = "{" + key(user) + "}:late:" + batch;
    addLate.run(
        List.of(key(user), marker),
        Long.toString(recipients),
        seconds(windowLeft),
        seconds(WINDOW));
  }

  private static String key(ObjectId user) {
    return "wdr:" + user.toHexString();
  }

  private static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }
}
