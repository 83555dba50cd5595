package email.wildduck.james.delivery.warmup;

import email.wildduck.james.delivery.share.SharedRedis;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Messages of today by address and group: the hash {@code warmup:<date>} in Redis, with fields
 * {@code <ip>} and {@code <ip> <site>}. It is asked for an address that was not asked for in the
 * last two seconds, or has sent since. Thread-safe.
 */
public final class WarmupCounts {
  private static final Duration AGE = Duration.ofSeconds(2);
  private static final Duration KEPT = Duration.ofDays(8);

  private final SharedRedis redis;
  private final Clock clock;
  private final Map<String, Count> counts = new ConcurrentHashMap<>();

  /** Counts with Redis. */
  public WarmupCounts(SharedRedis redis, Clock clock) {
    this.redis = redis;
    this.clock = clock;
  }

  /** The day that is counted on. */
  public LocalDate today() {
    return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** How many have been sent today. */
  public long sent(String ip, String group) {
    LocalDate day = today();
    String field = field(ip, group);
    Count count = count(day, field);
    Instant now = clock.instant();
    Instant due = count.due;
    if (!now.isBefore(due)) {
      count.due = now.plus(AGE);
      redis
          .ask(
              commands -> {
                String stored = commands.hget(key(day), field);
                return stored == null ? "0" : stored;
              })
          .ifPresent(stored -> count.known.set(Long.parseLong(stored)));
    }
    return count.known.get();
  }

  /** So many more. */
  public void add(String ip, String group, int number) {
    LocalDate day = today();
    String field = field(ip, group);
    Count count = count(day, field);
    count.known.addAndGet(number);
    redis
        .ask(
            commands -> {
              long total = commands.hincrby(key(day), field, number);
              if (total == number) {
                commands.expire(key(day), KEPT);
              }
              return total;
            })
        .ifPresent(count.known::set);
  }

  private Count count(LocalDate day, String field) {
    return counts.compute(
        field, (name, known) -> known != null && known.day.equals(day) ? known : new Count(day));
  }

  private String key(LocalDate day) {
    return redis.key("warmup:" + day);
  }

  private static String field(String ip, String group) {
    return group.isEmpty() ? ip : ip + " " + group;
  }

  private static final class Count {
    private final LocalDate day;
    private final AtomicLong known = new AtomicLong();
    private volatile Instant due = Instant.MIN;

    Count(LocalDate day) {
      this.day = day;
    }
  }
}
