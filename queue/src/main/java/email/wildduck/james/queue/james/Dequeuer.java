package email.wildduck.james.queue.james;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.QueueEntry;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.TakenEntry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the next mail of a queue, whatever is wrong with those before it. */
final class Dequeuer {
  private static final Logger LOGGER = LoggerFactory.getLogger(Dequeuer.class);

  /** Others come first before a mail is tried again that this node has no room for. */
  private static final Duration NO_ROOM_DELAY = Duration.ofMinutes(1);

  private final QueueStore store;
  private final MailReader reader;
  private final QueueMetrics metrics;
  private final Clock clock;
  private final String zone;
  private final TakenAhead ahead;
  private final Duration takeOverInterval;

  // only used by the consumer's thread
  private Optional<Long> tookOverAt = Optional.empty();

  /** One for each consumer. */
  Dequeuer(QueueStore store, QueueMetrics metrics, Clock clock, String zone) {
    this.store = store;
    this.reader = new MailReader(store);
    this.metrics = metrics;
    this.clock = clock;
    this.zone = zone;
    this.ahead = new TakenAhead(store, zone);
    this.takeOverInterval = store.settings().pollInterval();
  }

  /**
   * The next mail that is due; empty when there is none. At intervals those of lost nodes are made
   * ready again before.
   *
   * @param most mails that may be taken at a time, to be handed out later
   * @throws SmtpException when the database is away
   */
  Optional<MongoMailQueueItem> next(int most) {
    takeOverAtIntervals();
    Optional<TakenEntry> taken = ahead.next(most);
    while (taken.isPresent()) {
      Optional<MongoMailQueueItem> item = open(taken.get());
      if (item.isPresent()) {
        return item;
      }
      taken = ahead.next(most);
    }
    return Optional.empty();
  }

  /** Gives back those that were taken and not handed out. */
  void releaseAhead() {
    List<TakenEntry> waiting = new ArrayList<>();
    for (Optional<TakenEntry> taken = ahead.waitingHere();
        taken.isPresent();
        taken = ahead.waitingHere()) {
      waiting.add(taken.get());
    }
    release(waiting);
  }

  /** Gives back mails that were not opened; their leases run out if that fails. */
  void release(List<TakenEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    try {
      store
          .work()
          .release(zone, entries.stream().map(TakenEntry::lease).collect(Collectors.toList()));
    } catch (SmtpException e) {
      LOGGER.warn("{} mails are taken over when their leases have run out", entries.size(), e);
    }
  }

  /** Whether this process has room for more messages in memory. */
  boolean hasRoom() {
    return store.files().hasRoom();
  }

  private void takeOverAtIntervals() {
    long now = System.nanoTime();
    if (tookOverAt.filter(last -> now - last < takeOverInterval.toNanos()).isEmpty()) {
      long count = store.releaseExpired(zone);
      if (count > 0) {
        LOGGER.info("{} mails in {} are taken over, their owner is gone", count, zone);
      }
      tookOverAt = Optional.of(now);
    }
  }

  /** A mail that has been taken; empty when it cannot be handed out. */
  Optional<MongoMailQueueItem> open(TakenEntry taken) {
    Lease lease = taken.lease();
    try {
      QueueEntry entry = taken.entry();
      return Optional.of(item(lease, entry.id(), reader.read(entry)));
    } catch (BrokenEntryException e) {
      setAside(lease, e);
    } catch (IOException e) {
      LOGGER.error("there is no room for {} here, it is tried again later", lease, e);
      store.work().retry(lease, clock.instant().plus(NO_ROOM_DELAY));
    } catch (SmtpException e) {
      endFailed(lease, e);
    } catch (RuntimeException e) {
      setAside(lease, e);
    } catch (Error e) {
      store.work().release(lease);
      throw e;
    }
    return Optional.empty();
  }

  private void endFailed(Lease lease, SmtpException failure) {
    if (!failure.isTemporary()) {
      setAside(lease, failure);
      return;
    }
    try {
      store.work().release(lease);
    } catch (SmtpException e) {
      failure.addSuppressed(e);
    }
    throw failure;
  }

  private void setAside(Lease lease, Exception reason) {
    LOGGER.error("{} cannot be read and is set aside", lease, reason);
    store.work().setAside(lease, String.valueOf(reason.getMessage()));
    metrics.setAside();
  }

  private MongoMailQueueItem item(Lease lease, QueueId id, Mail mail) {
    return new MongoMailQueueItem(store, metrics, clock, lease, id, mail);
  }
}
