package email.wildduck.james.core.account;

import java.time.Instant;

/** How often something has happened, and when first and last. Immutable. */
final class Occurrences {
  private final int count;
  private final Instant first;
  private final Instant last;

  private Occurrences(int count, Instant first, Instant last) {
    this.count = count;
    this.first = first;
    this.last = last;
  }

  static Occurrences once(Instant time) {
    return new Occurrences(1, time, time);
  }

  /** These and those, whichever came first. */
  Occurrences and(Occurrences others) {
    return new Occurrences(
        count + others.count,
        first.isBefore(others.first) ? first : others.first,
        last.isAfter(others.last) ? last : others.last);
  }

  /** At least 1. */
  int count() {
    return count;
  }

  Instant first() {
    return first;
  }

  /** Not before {@link #first}. */
  Instant last() {
    return last;
  }
}
