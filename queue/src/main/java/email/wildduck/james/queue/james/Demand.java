package email.wildduck.james.queue.james;

import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Operators;

/** How many mails a subscriber still wants. Thread-safe. */
final class Demand {
  private final AtomicLong left = new AtomicLong();

  /** It wants so many more. */
  void add(long count) {
    left.accumulateAndGet(count, Operators::addCap);
  }

  /** Sets one aside for a mail that is to be found; false when none is wanted. */
  boolean take() {
    return left.getAndUpdate(count -> count == 0 || count == Long.MAX_VALUE ? count : count - 1)
        > 0;
  }
}
