package email.wildduck.james.queue.james;

import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.TakenEntry;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Takes from the database: one mail after the other while few come; the longer mail is found
 * waiting there, the more at a time, which then wait here. One thread takes; others may ask for
 * what waits.
 */
final class TakenAhead {
  /** More than that are for other nodes to take. */
  private static final int MOST = 16;

  private final QueueStore store;
  private final String zone;
  private final Queue<TakenEntry> waiting = new ConcurrentLinkedQueue<>();

  // only used by the thread that takes
  private int batch = 1;

  TakenAhead(QueueStore store, String zone) {
    this.store = store;
    this.zone = zone;
  }

  /**
   * The next mail; empty when none is due.
   *
   * @param most mails to take at a time
   */
  Optional<TakenEntry> next(int most) {
    Optional<TakenEntry> ahead = waitingHere();
    return ahead.isPresent() ? ahead : taken(Math.min(most, batch));
  }

  /** One of those that wait here; nobody else gets it then. */
  Optional<TakenEntry> waitingHere() {
    return Optional.ofNullable(waiting.poll());
  }

  private Optional<TakenEntry> taken(int most) {
    List<TakenEntry> taken = store.take(zone, most);
    batch = taken.size() < most ? 1 : Math.min(MOST, 2 * batch);
    waiting.addAll(taken);
    return waitingHere();
  }
}
