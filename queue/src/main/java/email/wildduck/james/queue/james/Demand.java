package email.wildduck.james.queue.james;

import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Operators;

/** How many mails a subscriber still wants. Thread-safe. */
final class Demand {
  private final AtomicLong left = new AtomicLong();
  private final AtomicLong most = new AtomicLong();

  /** It wants so many more. */
  void add(long count) {
    long wanted = left.accumulateAndGet(count, Operators::addCap);
    most.accumulateAndGet(wanted, Math::max);
  }

  /** So many are wanted now. */
  long left() {
    return left.get();
  }

  /** The most mails that were wanted at a time until now. */
  int most() {
    return (int) Math.min(Integer.MAX_VALUE, most.get());
  }

  /** Sets one aside for a mail that is to be found; false when none is wanted. */
  boolean take() {
    return left.getAndUpdate(count -> count == 0 || count == Long.MAX_VALUE ? count : count - 1)
        > 0;
  }
}
