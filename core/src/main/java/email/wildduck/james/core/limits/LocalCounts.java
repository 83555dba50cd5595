package email.wildduck.james.core.limits;

import email.wildduck.james.core.error.TemporaryFailureException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.types.ObjectId;

/**
 * What this process knows of the counters in Redis, and what it has counted itself. It never asks
 * Redis. Bounded: what is known of the least recently seen users is forgotten; when too many have
 * something counted that is not yet in Redis, no other user's recipients are taken. Thread-safe.
 */
final class LocalCounts {
  private static final int MAX_USERS = 100_000;

  private final Clock clock;
  private final int maxUsers;
  private final Map<ObjectId, SeenCounter> seen;
  private final Map<ObjectId, PendingCount> pending = new HashMap<>();

  LocalCounts(Clock clock) {
    this(clock, MAX_USERS);
  }

  LocalCounts(Clock clock, int maxUsers) {
    this.clock = clock;
    this.maxUsers = maxUsers;
    this.seen =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<ObjectId, SeenCounter> eldest) {
            return size() > maxUsers;
          }
        };
  }

  /** What Redis said. */
  synchronized void remember(ObjectId user, CounterReading reading) {
    seen.put(user, SeenCounter.of(reading, clock.instant()));
  }

  synchronized CounterReading read(ObjectId user, long max) {
    return reading(user, used(user) < max);
  }

  /**
   * Counts recipients if all of them are within the limit.
   *
   * @throws TemporaryFailureException when too many users are being counted
   */
  synchronized CounterReading reserve(ObjectId user, int recipients, long max) {
    if (used(user) + recipients > max) {
      return reading(user, false);
    }
    if (pending.size() >= maxUsers && !pending.containsKey(user)) {
      throw new TemporaryFailureException("too many users are being counted without Redis");
    }
    pending(user).add(recipients);
    return reading(user, true);
  }

  /** Takes off again what was counted here; in Redis too, if it has gone there. */
  synchronized void giveBack(ObjectId user, int recipients) {
    pending(user).add(-recipients);
  }

  /** The users who have something counted that is not yet in Redis. */
  synchronized List<ObjectId> users() {
    return List.copyOf(pending.keySet());
  }

  /**
   * What is to be added to Redis, the same until it is {@link #settled}; empty if there is none.
   */
  synchronized Optional<LateBatch> batch(ObjectId user) {
    PendingCount counted = pending.get(user);
    if (counted == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (counted.leftAt(now).toSeconds() < 1) {
      // Empty, or of yesterday.
      pending.remove(user);
      return Optional.empty();
    }
    return Optional.of(counted.batch(now));
  }

  /** It has been added to Redis. */
  synchronized void settled(ObjectId user, LateBatch batch) {
    PendingCount counted = pending.get(user);
    if (counted == null || !counted.settle(batch)) {
      return;
    }
    seen.put(user, seen.getOrDefault(user, SeenCounter.NONE).plus(batch, clock.instant()));
    if (counted.isEmpty()) {
      pending.remove(user);
    }
  }

  private PendingCount pending(ObjectId user) {
    return pending.computeIfAbsent(user, id -> new PendingCount(clock.instant()));
  }

  private long used(ObjectId user) {
    Instant now = clock.instant();
    return seen.getOrDefault(user, SeenCounter.NONE).valueAt(now)
        + Optional.ofNullable(pending.get(user)).map(p -> p.countAt(now)).orElse(0L);
  }

  private CounterReading reading(ObjectId user, boolean allowed) {
    Instant now = clock.instant();
    Duration seenEnds = seen.getOrDefault(user, SeenCounter.NONE).leftAt(now);
    Duration ends =
        Optional.ofNullable(pending.get(user)).map(p -> p.leftAt(now)).orElse(Duration.ZERO);
    long seconds = (ends.compareTo(seenEnds) > 0 ? ends : seenEnds).toSeconds();
    return new CounterReading(allowed, used(user), seconds);
  }
}
