package email.wildduck.james.delivery.limit;

import email.wildduck.james.core.limits.RedisScript;
import email.wildduck.james.delivery.share.SharedRedis;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Connections to sites, of all nodes together: the sorted set {@code places:<site>} in Redis has
 * one member for each, with the time at which it is over if nobody renews it. Thread-safe.
 */
final class Places {
  private static final String SCRIPT =
      "redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])\n"
          + "if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return {0} end\n"
          + "redis.call('ZADD', KEYS[1], ARGV[3], ARGV[4])\n"
          + "redis.call('PEXPIRE', KEYS[1], ARGV[5])\n"
          + "return {1}\n";

  /** How long a place outlives a node that is lost. */
  private static final Duration LIFE = Duration.ofSeconds(60);

  private final SharedRedis redis;
  private final RedisScript script;
  private final Clock clock;
  private final Map<String, Set<String>> held = new HashMap<>();

  Places(SharedRedis redis, Clock clock) {
    this.redis = redis;
    this.script = redis.script(SCRIPT);
    this.clock = clock;
  }

  /** A place, to be given back; empty when there is none. */
  Optional<String> take(String site, int most) {
    String token = UUID.randomUUID().toString();
    if (!hold(site, token, most)) {
      return Optional.empty();
    }
    long now = clock.millis();
    boolean full =
        redis
            .ask(
                commands ->
                    script.run(
                        key(site),
                        Long.toString(now),
                        Integer.toString(most),
                        Long.toString(now + LIFE.toMillis()),
                        token,
                        Long.toString(LIFE.toMillis())))
            .filter(reply -> reply.get(0) == 0)
            .isPresent();
    if (full) {
      release(site, token);
    }
    return full ? Optional.empty() : Optional.of(token);
  }

  /** Whether this node alone has all places. */
  synchronized boolean areAllHeldHere(String site, int most) {
    return held.getOrDefault(site, Set.of()).size() >= most;
  }

  /** Whether this node has any place at any site. */
  synchronized boolean isAnyHeldHere() {
    return !held.isEmpty();
  }

  /** Gives a place back. */
  void leave(String site, String token) {
    release(site, token);
    redis.ask(commands -> commands.zrem(key(site), token));
  }

  /** To be called every now and then, more often than the life of a place. */
  void renew() {
    double until = clock.millis() + LIFE.toMillis();
    snapshot()
        .forEach(
            (site, tokens) -> {
              for (String token : tokens) {
                redis.ask(commands -> commands.zadd(key(site), until, token));
              }
              redis.ask(commands -> commands.pexpire(key(site), LIFE));
              // one that was left meanwhile would be renewed for nobody
              tokens.stream()
                  .filter(token -> !isHeld(site, token))
                  .forEach(token -> redis.ask(commands -> commands.zrem(key(site), token)));
            });
  }

  private String key(String site) {
    return redis.key("places:" + site);
  }

  private synchronized boolean hold(String site, String token, int most) {
    Set<String> tokens = held.computeIfAbsent(site, name -> new HashSet<>());
    return tokens.size() < most && tokens.add(token);
  }

  private synchronized boolean isHeld(String site, String token) {
    return held.getOrDefault(site, Set.of()).contains(token);
  }

  private synchronized void release(String site, String token) {
    Set<String> tokens = held.getOrDefault(site, new HashSet<>());
    tokens.remove(token);
    if (tokens.isEmpty()) {
      held.remove(site);
    }
  }

  private synchronized Map<String, Set<String>> snapshot() {
    Map<String, Set<String>> copy = new HashMap<>();
    held.forEach((site, tokens) -> copy.put(site, Set.copyOf(tokens)));
    return copy;
  }
}
