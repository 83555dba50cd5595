package email.wildduck.james.delivery.pool;

import email.wildduck.james.delivery.attempt.ReuseLimits;
import email.wildduck.james.delivery.smtp.SmtpConnection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Idle connections. The one that was used last is taken first, so that the others grow old and are
 * ended. Thread-safe; nothing is sent while the lock is held.
 */
public final class ConnectionPool implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(ConnectionPool.class);

  private final ReuseLimits limits;
  private final LongSupplier nanoTime;
  private final Map<PoolKey, Deque<Idle>> idle = new HashMap<>();
  private final LongAdder reuses = new LongAdder();
  private boolean closed;

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds, as {@link System#nanoTime}
   */
  public ConnectionPool(ReuseLimits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  /** Whether there is a connection to take, as it looks now. */
  public synchronized boolean has(PoolKey key) {
    return idle.containsKey(key);
  }

  /** A connection that has been used before; the caller has it alone. */
  public Optional<SmtpConnection> take(PoolKey key) {
    Optional<Idle> taken = pop(key);
    while (taken.isPresent()) {
      SmtpConnection connection = taken.get().connection;
      if (!isOld(taken.get()) && connection.isUsable()) {
        reuses.increment();
        return Optional.of(connection);
      }
      connection.quit();
      taken = pop(key);
    }
    return Optional.empty();
  }

  private synchronized Optional<Idle> pop(PoolKey key) {
    Optional<Deque<Idle>> queue = Optional.ofNullable(idle.get(key));
    Optional<Idle> last = queue.map(Deque::pollLast);
    if (queue.isPresent() && queue.get().isEmpty()) {
      idle.remove(key);
    }
    return last;
  }

  /** Takes a connection back, to keep or to end it. */
  public void give(PoolKey key, SmtpConnection connection) {
    ReuseLimits allowed = key.reuse().orElse(limits);
    boolean worthKeeping =
        connection.isUsable() && connection.uses() < allowed.uses() && !allowed.idle().isZero();
    if (worthKeeping) {
      connection.rest();
    }
    if (!worthKeeping || !push(key, new Idle(connection, nanoTime.getAsLong(), allowed))) {
      connection.quit();
    }
  }

  private synchronized boolean push(PoolKey key, Idle waiting) {
    if (!closed) {
      idle.computeIfAbsent(key, k -> new ArrayDeque<>()).addLast(waiting);
    }
    return !closed;
  }

  /** Ends the connections that have waited long enough; to be called every now and then. */
  public void endOld() {
    for (SmtpConnection old : removeOld()) {
      try {
        old.quit();
      } catch (RuntimeException e) {
        LOGGER.warn("{} could not be left", old.peer(), e);
      }
    }
  }

  private synchronized List<SmtpConnection> removeOld() {
    List<SmtpConnection> old = new ArrayList<>();
    for (Iterator<Deque<Idle>> queues = idle.values().iterator(); queues.hasNext(); ) {
      Deque<Idle> queue = queues.next();
      while (!queue.isEmpty() && isOld(queue.peekFirst())) {
        old.add(queue.pollFirst().connection);
      }
      if (queue.isEmpty()) {
        queues.remove();
      }
    }
    return old;
  }

  private boolean isOld(Idle candidate) {
    return nanoTime.getAsLong() - candidate.since > candidate.limits.idle().toNanos();
  }

  /** How often a connection was taken so far. */
  public long reuses() {
    return reuses.sum();
  }

  /** How many connections wait. */
  public synchronized int size() {
    return idle.values().stream().mapToInt(Deque::size).sum();
  }

  /** Ends all that wait, and from now on all that are given. */
  @Override
  public void close() {
    removeAll().forEach(SmtpConnection::quit);
  }

  private synchronized List<SmtpConnection> removeAll() {
    closed = true;
    List<SmtpConnection> all = new ArrayList<>();
    idle.values().forEach(queue -> queue.forEach(waiting -> all.add(waiting.connection)));
    idle.clear();
    return all;
  }

  private static final class Idle {
    private final SmtpConnection connection;
    private final long since;
    private final ReuseLimits limits;

    Idle(SmtpConnection connection, long since, ReuseLimits limits) {
      this.connection = connection;
      this.since = since;
      this.limits = limits;
    }
  }
}
