package email.wildduck.james.queue.james;

import email.wildduck.james.queue.store.TakenEntry;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Mails that were given to a consumer when they were queued and that its thread has not handed out
 * yet: highest priority first, then in the order of arrival. Thread-safe.
 */
final class GivenMails {
  /** More than that wait in the database, for any node. */
  private static final int MOST = 64;

  private final Semaphore places = new Semaphore(MOST);
  private final AtomicLong arrivals = new AtomicLong();
  private final PriorityBlockingQueue<Given> mails =
      new PriorityBlockingQueue<>(
          MOST,
          Comparator.comparingInt((Given given) -> -given.priority)
              .thenComparingLong(given -> given.arrival));

  /** Keeps a place for one mail; false when there is none left. */
  boolean reserve() {
    return places.tryAcquire();
  }

  /** The place is not needed. */
  void cancel() {
    places.release();
  }

  /** Puts a mail into its place. */
  void add(TakenEntry entry) {
    mails.add(new Given(entry, arrivals.incrementAndGet()));
  }

  /** Removes the next one. */
  Optional<TakenEntry> poll() {
    Optional<TakenEntry> next = Optional.ofNullable(mails.poll()).map(given -> given.entry);
    next.ifPresent(entry -> places.release());
    return next;
  }

  private static final class Given {
    private final TakenEntry entry;
    private final int priority;
    private final long arrival;

    Given(TakenEntry entry, long arrival) {
      this.entry = entry;
      this.priority = MailFields.priority(entry);
      this.arrival = arrival;
    }
  }
}
