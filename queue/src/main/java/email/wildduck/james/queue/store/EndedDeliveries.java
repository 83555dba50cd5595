package email.wildduck.james.queue.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Deletes deliveries that have ended. When many end at the same time, one thread deletes what the
 * others have brought while the call before was on its way, and these wait for it, so that a call
 * to the database ends many. One that ends alone waits for nothing. Thread-safe.
 */
final class EndedDeliveries {
  private static final int MOST_IN_A_CALL = 200;

  private static final class Ended {
    private final List<Lease> leases;
    private boolean done;
    private long ours;
    private Optional<RuntimeException> failure = Optional.empty();

    Ended(List<Lease> leases) {
      this.leases = leases;
    }
  }

  private final ToLongFunction<List<Lease>> deletion;
  private final Function<List<Lease>, Collection<Object>> search;
  private final Queue<Ended> pending = new ConcurrentLinkedQueue<>();
  private final Lock turn = new ReentrantLock();

  /**
   * @param deletion of deliveries as far as the leases hold, and how many those were
   * @param search for the {@code _id}s of those that are there, whoever has them
   */
  EndedDeliveries(
      ToLongFunction<List<Lease>> deletion, Function<List<Lease>, Collection<Object>> search) {
    this.deletion = deletion;
    this.search = search;
  }

  /** How many of the deliveries were surely still ours, and are gone now. */
  long delete(List<Lease> leases) {
    Ended mine = new Ended(leases);
    pending.add(mine);
    turn.lock();
    try {
      while (!mine.done) {
        deleteSome();
      }
    } finally {
      turn.unlock();
    }
    if (mine.failure.isPresent()) {
      throw mine.failure.get();
    }
    return mine.ours;
  }

  /** How many wait for their turn. */
  int waiting() {
    return pending.size();
  }

  private void deleteSome() {
    List<Ended> some = new ArrayList<>();
    int number = 0;
    for (Ended next = pending.peek();
        next != null && (some.isEmpty() || number + next.leases.size() <= MOST_IN_A_CALL);
        next = pending.peek()) {
      some.add(pending.remove());
      number += next.leases.size();
    }
    try {
      delete(some, number);
    } catch (RuntimeException e) {
      some.forEach(ended -> ended.failure = Optional.of(e));
    } catch (Error e) {
      // the others are not to take it for a success
      some.forEach(ended -> ended.failure = Optional.of(new IllegalStateException(e)));
      throw e;
    } finally {
      some.forEach(ended -> ended.done = true);
    }
  }

  private void delete(List<Ended> some, int number) {
    List<Lease> leases = new ArrayList<>(number);
    some.forEach(ended -> leases.addAll(ended.leases));
    long deleted = deletion.applyAsLong(leases);
    if (deleted == number || some.size() == 1) {
      some.forEach(ended -> ended.ours = Math.min(deleted, ended.leases.size()));
      return;
    }
    // whose were not? Those that are there are somebody else's; if that does not explain it, nobody
    // can tell of those that are not there
    Set<Object> there = new HashSet<>(search.apply(leases));
    boolean explained = deleted + there.size() == number;
    for (Ended ended : some) {
      ended.ours =
          explained
              ? ended.leases.stream().filter(lease -> !there.contains(lease.documentId())).count()
              : 0;
    }
  }
}
