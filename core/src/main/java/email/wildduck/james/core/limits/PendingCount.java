package email.wildduck.james.core.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Recipients of one user that were counted in this process and are not yet in Redis: some may be on
 * their way there, others follow. What was given back after it had gone there counts below zero.
 * Not thread-safe.
 */
final class PendingCount {
  private final Instant end;
  private long open;
  private long underWay;
  private String batchId = "";

  /**
   * @param start when the first of them was counted, which begins their 24 hours
   */
  PendingCount(Instant start) {
    this.end = start.plus(RedisRecipientCounter.WINDOW);
  }

  /** Counts more, or gives some back. */
  void add(long recipients) {
    open += recipients;
  }

  long countAt(Instant now) {
    return now.isBefore(end) ? open + underWay : 0;
  }

  Duration leftAt(Instant now) {
    return !isEmpty() && now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
  }

  /** What is under way, or what now is: the same until it has arrived. */
  LateBatch batch(Instant now) {
    if (batchId.isEmpty()) {
      batchId = UUID.randomUUID().toString();
      underWay = open;
      open = 0;
    }
    return new LateBatch(batchId, underWay, leftAt(now));
  }

  /** That batch has arrived; tells whether it was under way until now. */
  boolean settle(LateBatch batch) {
    boolean arrived = batchId.equals(batch.id());
    if (arrived) {
      batchId = "";
      underWay = 0;
    }
    return arrived;
  }

  boolean isEmpty() {
    return batchId.isEmpty() && open == 0;
  }
}
