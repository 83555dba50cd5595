package email.wildduck.james.core.audit;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.event.Event;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes attempts for the audits without keeping a delivery waiting: they are collected, and written
 * a few seconds later. Thread-safe.
 *
 * <p>Who is audited is read once for all attempts that were collected, and after them. So an
 * attempt of a message that has a copy is never left out, and one of a user without an audit costs
 * nothing but memory. While the database is away they are kept, up to {@value #ROOM}; a process
 * that is killed loses those of the last seconds.
 */
public final class AuditStatuses implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(AuditStatuses.class);
  private static final int ROOM = 100_000;
  private static final long END_SECONDS = 5;

  private final AuditDeliveries deliveries;
  private final Deque<Noted> waiting = new ArrayDeque<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "audit-statuses");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Begins.
   *
   * @param interval between two writings
   */
  public AuditStatuses(AuditDeliveries deliveries, Duration interval) {
    this.deliveries = deliveries;
    long ms = interval.toMillis();
    var unused = timer.scheduleWithFixedDelay(this::write, ms, ms, TimeUnit.MILLISECONDS);
  }

  /**
   * Notes an attempt; never waits and never fails.
   *
   * @param user whose message it is, in 24 hexadecimal digits; empty when that is not known, which
   *     costs a round trip as soon as anybody is audited
   */
  public void note(String queueId, Optional<String> user, AuditDelivery delivery) {
    Optional<Noted> lost;
    synchronized (waiting) {
      waiting.addLast(new Noted(queueId, user, delivery));
      lost = waiting.size() > ROOM ? Optional.of(waiting.removeFirst()) : Optional.empty();
    }
    lost.ifPresent(
        oldest ->
            complain(oldest.queueId, "the audits could not be written for too long").warn(LOGGER));
  }

  private void write() {
    Deque<Noted> collected = takeAll();
    if (collected.isEmpty()) {
      return;
    }
    try {
      Set<String> audited = deliveries.auditedUsers();
      for (Iterator<Noted> each = collected.iterator(); each.hasNext(); each.remove()) {
        Noted noted = each.next();
        if (noted.user.map(audited::contains).orElse(!audited.isEmpty())) {
          deliveries.record(noted.queueId, noted.delivery);
        }
      }
    } catch (SmtpException e) {
      complain(collected.getFirst().queueId, collected.size() + " attempts wait").warn(LOGGER, e);
      putBack(collected);
    } catch (RuntimeException e) {
      // a timer forgets work that throws
      LOGGER.error("{} attempts are not noted in the audits", collected.size(), e);
    }
  }

  private static Event complain(String queueId, String error) {
    return Event.of("LOGERR").about(queueId).with("error", error);
  }

  private Deque<Noted> takeAll() {
    synchronized (waiting) {
      Deque<Noted> all = new ArrayDeque<>(waiting);
      waiting.clear();
      return all;
    }
  }

  private void putBack(Deque<Noted> collected) {
    synchronized (waiting) {
      while (!collected.isEmpty() && waiting.size() < ROOM) {
        waiting.addFirst(collected.removeLast());
      }
    }
  }

  /** Writes what was collected; nothing is noted afterwards. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      if (!timer.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        LOGGER.warn("The audits are still being written; what is not is lost");
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    write();
  }

  private static final class Noted {
    private final String queueId;
    private final Optional<String> user;
    private final AuditDelivery delivery;

    Noted(String queueId, Optional<String> user, AuditDelivery delivery) {
      this.queueId = queueId;
      this.user = user;
      this.delivery = delivery;
    }
  }
}
