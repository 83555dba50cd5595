package email.wildduck.james.delivery.limit;

import email.wildduck.james.core.config.SendingRate;
import email.wildduck.james.core.limits.RedisScript;
import email.wildduck.james.delivery.share.SharedRedis;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Spreads messages evenly, as ZoneMTA's {@code throttling} does, but over all connections and
 * nodes: each has its time, one gap after that of the one before. In Redis {@code rate:<name>} is
 * the time of the next message in microseconds since 1970. Thread-safe.
 */
final class Rates {
  private static final String SCRIPT =
      "local now = tonumber(ARGV[1])\n"
          + "local next = tonumber(redis.call('GET', KEYS[1]) or '0') or 0\n"
          + "if next < now then next = now end\n"
          + "local wait = next - now\n"
          + "if wait > tonumber(ARGV[3]) then return {0, wait} end\n"
          + "next = next + tonumber(ARGV[2])\n"
          + "local ttl = math.ceil((next - now) / 1000) + 1000\n"
          + "redis.call('SET', KEYS[1], string.format('%.0f', next), 'PX', ttl)\n"
          + "return {1, wait}\n";
  private static final int LARGEST = 10_000;

  private final SharedRedis redis;
  private final RedisScript script;
  private final Duration patience;
  private final Clock clock;
  private final Map<String, Long> nextHere = new HashMap<>();

  /**
   * @param patience the longest that a caller waits for its time
   */
  Rates(SharedRedis redis, Duration patience, Clock clock) {
    this.redis = redis;
    this.script = redis.script(SCRIPT);
    this.patience = patience;
    this.clock = clock;
  }

  /** The next time for a message, if it is near enough; it is the caller's then. */
  Turn next(String name, SendingRate rate) {
    return refusalOf(name).orElseGet(() -> ask(name, rate));
  }

  /** When the next time is known to be too far away: it never comes nearer than by the clock. */
  synchronized Optional<Turn> refusalOf(String name) {
    long now = micros(clock.instant());
    Duration delay = Duration.of(nextHere.getOrDefault(name, now) - now, ChronoUnit.MICROS);
    return delay.compareTo(patience) > 0 ? Optional.of(Turn.notBefore(delay)) : Optional.empty();
  }

  /** Whether this node has sent anything that has a rate, or was refused to. */
  synchronized boolean isAnyKnown() {
    return !nextHere.isEmpty();
  }

  private Turn ask(String name, SendingRate rate) {
    long gap = Math.max(1, rate.gap().toNanos() / 1000);
    long now = micros(clock.instant());
    Optional<Turn> shared =
        redis
            .ask(
                commands ->
                    script.run(
                        redis.key("rate:" + name),
                        Long.toString(now),
                        Long.toString(gap),
                        Long.toString(patience.toNanos() / 1000)))
            .map(Rates::turn);
    shared.ifPresent(
        turn -> note(name, now, now + turn.delay().toNanos() / 1000 + (turn.isGiven() ? gap : 0)));
    return shared.orElseGet(() -> nextHere(name, now, gap));
  }

  /** By what this node was told and has sent, for the time without Redis. */
  private synchronized Turn nextHere(String name, long now, long gap) {
    long next = Math.max(now, nextHere.getOrDefault(name, now));
    Duration delay = Duration.of(next - now, ChronoUnit.MICROS);
    if (delay.compareTo(patience) > 0) {
      return Turn.notBefore(delay);
    }
    note(name, now, next + gap);
    return Turn.after(delay);
  }

  private synchronized void note(String name, long now, long next) {
    if (nextHere.size() >= LARGEST) {
      nextHere.values().removeIf(time -> time < now);
    }
    nextHere.put(name, next);
  }

  private static Turn turn(List<Long> reply) {
    Duration delay = Duration.of(reply.get(1), ChronoUnit.MICROS);
    return reply.get(0) == 1 ? Turn.after(delay) : Turn.notBefore(delay);
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
