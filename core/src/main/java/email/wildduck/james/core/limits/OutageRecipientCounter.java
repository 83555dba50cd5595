package email.wildduck.james.core.limits;

import email.wildduck.james.core.error.TemporaryFailureException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts in Redis, and in the memory of this process while Redis is away: against the same limit,
 * starting from what Redis said last. What was counted here is added there when Redis is back, once
 * ({@link #settle}, and before a user's next message). Several processes count each for itself
 * meanwhile. What a process has not added when it ends is lost, and a message whose reservation was
 * made but not answered when Redis went away counts twice. Thread-safe.
 */
public final class OutageRecipientCounter implements RecipientCounter {
  private static final Logger LOG = LoggerFactory.getLogger(OutageRecipientCounter.class);

  private final RedisRecipientCounter redis;
  private final LocalCounts local;
  private final AtomicBoolean away = new AtomicBoolean();

  /** The counter to use while it can be reached. */
  public OutageRecipientCounter(RedisRecipientCounter redis, Clock clock) {
    this.redis = redis;
    this.local = new LocalCounts(clock);
  }

  @Override
  public CounterReading read(ObjectId user, long max) {
    return whileReachable(
        () -> {
          settle(user);
          CounterReading reading = redis.read(user, max);
          local.remember(user, reading);
          return reading;
        },
        () -> local.read(user, max));
  }

  @Override
  public Reservation reserve(ObjectId user, int recipients, long max) {
    return whileReachable(
        () -> {
          settle(user);
          Reservation reservation = redis.reserve(user, recipients, max);
          local.remember(user, reservation.reading());
          return reservation;
        },
        () ->
            Reservation.of(
                local.reserve(user, recipients, max), () -> local.giveBack(user, recipients)));
  }

  /**
   * Adds to Redis what was counted here.
   *
   * @return whether nothing is left
   */
  public boolean settle() {
    try {
      local.users().forEach(this::settle);
      return local.users().isEmpty();
    } catch (TemporaryFailureException e) {
      return false;
    }
  }

  private void settle(ObjectId user) {
    local
        .batch(user)
        .ifPresent(
            batch -> {
              redis.addLate(user, batch.id(), batch.recipients(), batch.windowLeft());
              local.settled(user, batch);
            });
  }

  private <T> T whileReachable(Supplier<T> there, Supplier<T> here) {
    try {
      T answer = there.get();
      if (away.compareAndSet(true, false)) {
        LOG.info("Redis can be reached again, recipients are counted there");
      }
      return answer;
    } catch (TemporaryFailureException e) {
      if (away.compareAndSet(false, true)) {
        LOG.warn("Redis cannot be reached, recipients are counted in this process", e);
      }
      return here.get();
    }
  }
}
