package email.wildduck.james.queue.james;

import email.wildduck.james.queue.store.TakenEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Mails that were given to a consumer when they were queued and that its thread has not handed out
 * yet: highest priority first, then in the order of arrival. Thread-safe.
 */
final class GivenMails {
  private final LongSupplier nanoTime;
  private final AtomicInteger places = new AtomicInteger();
  private final AtomicLong arrivals = new AtomicLong();
  private final PriorityBlockingQueue<Given> mails =
      new PriorityBlockingQueue<>(
          64,
          Comparator.comparingInt((Given given) -> -given.priority)
              .thenComparingLong(given -> given.arrival));

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  GivenMails(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Keeps a place for one mail; false when so many are in use. */
  boolean reserve(long most) {
    return places.getAndUpdate(used -> used < most ? used + 1 : used) < most;
  }

  /** The place is not needed. */
  void cancel() {
    places.decrementAndGet();
  }

  /** Puts a mail into its place. */
  void add(TakenEntry entry) {
    mails.add(new Given(entry, arrivals.incrementAndGet(), nanoTime.getAsLong()));
  }

  /** How many wait. */
  int size() {
    return mails.size();
  }

  /** Since when the next one has waited; empty when there is none. */
  OptionalLong waitingSince() {
    Given next = mails.peek();
    return next == null ? OptionalLong.empty() : OptionalLong.of(next.time);
  }

  /** Removes the next one. */
  Optional<TakenEntry> poll() {
    Optional<TakenEntry> next = Optional.ofNullable(mails.poll()).map(given -> given.entry);
    next.ifPresent(entry -> places.decrementAndGet());
    return next;
  }

  /** Removes all. */
  List<TakenEntry> pollAll() {
    List<TakenEntry> all = new ArrayList<>();
    for (Optional<TakenEntry> next = poll(); next.isPresent(); next = poll()) {
      all.add(next.get());
    }
    return all;
  }

  private static final class Given {
    private final TakenEntry entry;
    private final int priority;
    private final long arrival;
    private final long time;

    Given(TakenEntry entry, long arrival, long time) {
      this.entry = entry;
      this.priority = MailFields.priority(entry);
      this.arrival = arrival;
      this.time = time;
    }
  }
}
