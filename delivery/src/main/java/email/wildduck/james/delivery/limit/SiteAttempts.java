package email.wildduck.james.delivery.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The attempts of a zone at a site that are going on. Guarded by {@link SiteShares}. */
final class SiteAttempts {
  private static final Duration USUAL = Duration.ofSeconds(1);

  /** Nobody is kept away for longer because a clock was set, or because of one large message. */
  private static final Duration LONGEST_GAP = Duration.ofMinutes(1);

  private final Deque<Instant> begins = new ArrayDeque<>();
  private Duration lately = USUAL;

  int number() {
    return begins.size();
  }

  void begin(Instant now) {
    begins.addLast(now);
  }

  void end(Instant begin, Instant now) {
    begins.removeFirstOccurrence(begin);
    Duration took = Duration.between(begin, now);
    lately = took.isNegative() ? lately : lately.multipliedBy(3).plus(took).dividedBy(4);
  }

  /**
   * About how often an attempt ends when all places are in use. No place was given since the last
   * one began: a site that does not answer shows in that before any attempt at it has ended.
   */
  Duration gap(Instant now, int most) {
    Duration sinceLast = Duration.between(begins.getLast(), now);
    Duration attempt = sinceLast.compareTo(lately) > 0 ? sinceLast : lately;
    Duration gap = attempt.dividedBy(most);
    return gap.compareTo(LONGEST_GAP) > 0 ? LONGEST_GAP : gap;
  }
}
