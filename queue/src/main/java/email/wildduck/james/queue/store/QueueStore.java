package email.wildduck.james.queue.store;

import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue in MongoDB. Safe for use by many threads, many processes, and beside ZoneMTA.
 *
 * <p>Each method that reaches the database throws {@link
 * email.wildduck.james.core.error.TemporaryFailureException} when that fails. The database client
 * belongs to the caller and has to set time limits.
 */
public final class QueueStore implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(QueueStore.class);

  private final QueueStoreSettings settings;
  private final QueueIdGenerator ids;
  private final Clock clock;
  private final QueueIndexes indexes;
  private final MessageFiles files;
  private final ZoneQueue queue;
  private final ZoneBrowser browser;
  private final QueueRemoval removal;
  private final LeaseKeeper leases;
  private final ZoneSignals signals = new ZoneSignals();

  /**
   * @param database whatever its settings are, writes go to the majority's journals, and reads to
   *     the primary
   */
  public QueueStore(
      MongoDatabase database, QueueStoreSettings settings, QueueIdGenerator ids, Clock clock) {
    MongoDatabase durable =
        database
            .withReadPreference(ReadPreference.primary())
            .withWriteConcern(
                WriteConcern.MAJORITY
                    .withJournal(true)
                    .withWTimeout(settings.writeTimeout().toMillis(), TimeUnit.MILLISECONDS));
    MongoCollection<Document> deliveries = durable.getCollection(settings.collection());
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
    this.indexes = new QueueIndexes(durable, settings);
    this.files = new MessageFiles(durable, settings);
    // Other than the instance, the owner is a new one after each start.
    String owner = settings.instance() + "-" + UUID.randomUUID();
    this.queue = new ZoneQueue(deliveries, settings, owner, clock);
    this.browser = new ZoneBrowser(deliveries);
    this.removal = new QueueRemoval(browser, files);
    this.leases = new LeaseKeeper(queue, settings.lease());
  }

  /** What the store was made with. */
  public QueueStoreSettings settings() {
    return settings;
  }

  /** Creates the indexes and starts to renew leases. To be called once. */
  public void start() {
    MongoFailures.translateAction("creating the queue's indexes", indexes::create);
    leases.start();
  }

  /** Stops renewing leases. What is held then, others may take when the leases have run out. */
  @Override
  public void close() {
    leases.close();
  }

  /**
   * Adds a message with one delivery; both are durable when this returns.
   *
   * @throws IOException when the message cannot be read
   * @throws email.wildduck.james.core.error.SmtpException 552 5.3.4 when its header is too large
   */
  public QueueId add(NewMessage message, NewDelivery delivery) throws IOException {
    QueueId id = ids.next();
    Instant now = clock.instant();
    MongoFailures.<IOException>translateAction(
        "storing message " + id, () -> files.write(id, message, now));
    ObjectId documentId = new ObjectId();
    try {
      MongoFailures.translateAction(
          "queueing message " + id, () -> queue.insert(documentId, id, delivery, now));
    } catch (RuntimeException e) {
      withdraw(documentId, e);
      throw e;
    }
    signals.signal(delivery.zone());
    return id;
  }

  /**
   * The caller is told that the message was not accepted, so it must not be delivered either. The
   * file stays: should the insertion arrive late after all, it is not one without a body.
   */
  private void withdraw(ObjectId documentId, RuntimeException reason) {
    try {
      browser.delete(documentId);
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  /** Takes the next delivery of a zone that is due. */
  public Optional<TakenEntry> take(String zone) {
    Optional<TakenEntry> taken =
        MongoFailures.translate("taking from " + zone, () -> queue.take(zone));
    taken.ifPresent(entry -> leases.hold(entry.lease()));
    return taken;
  }

  /**
   * The message of a delivery.
   *
   * @throws BrokenEntryException when it is not there or cannot be read
   */
  public StoredMessage load(QueueId id) throws BrokenEntryException {
    MessageFile file =
        MongoFailures.<Optional<MessageFile>, BrokenEntryException>translate(
                "loading message " + id, () -> files.find(id))
            .orElseThrow(() -> new BrokenEntryException("message " + id + " has no file"));
    return new StoredMessage(file.data(), bodyOf(file));
  }

  /**
   * Ends a delivery, and deletes the message with its last one. When the database is away, this is
   * done as soon as it is back, and the lease is kept until then: what has been delivered must not
   * be delivered again.
   *
   * @return false when the lease was lost: the delivery is somebody else's
   */
  public boolean finish(Lease lease, QueueId id) {
    try {
      boolean ours = MongoFailures.translate("finishing " + lease, () -> queue.delete(lease));
      leases.drop(lease);
      if (ours) {
        deleteUnused(id);
      }
      return ours;
    } catch (TemporaryFailureException e) {
      LOGGER.warn("message {} is finished, which the queue will be told later", id, e);
      leases.whenRenewing(lease, () -> finish(lease, id));
      return true;
    }
  }

  /**
   * Gives a delivery back, to be taken again from {@code queued} on.
   *
   * @return false when the lease was lost
   */
  public boolean retry(Lease lease, Instant queued) {
    return ended(lease, "putting back ", () -> queue.putBack(lease, queued));
  }

  /**
   * Gives a delivery back that nothing was done with, at its old place.
   *
   * @return false when the lease was lost
   */
  public boolean release(Lease lease) {
    return ended(lease, "releasing ", () -> queue.putBack(lease));
  }

  /**
   * Keeps a delivery for an administrator; nobody takes it any more.
   *
   * @return false when the lease was lost
   */
  public boolean setAside(Lease lease, String reason) {
    return ended(lease, "setting aside ", () -> queue.setAside(lease, reason));
  }

  /** Makes those deliveries of a zone ready again whose owners are gone. */
  public long releaseExpired(String zone) {
    return MongoFailures.translate(
        "taking over in " + zone, () -> signalled(zone, queue.releaseExpired(zone)));
  }

  /** Gives back all that this store has taken from the zones and not ended. */
  public long releaseAll(Collection<String> zones) {
    zones.forEach(leases::dropAll);
    return MongoFailures.translate("releasing all", () -> queue.releaseOwned(zones));
  }

  /** Deliveries of a zone that wait, are delayed or in work. */
  public long size(String zone) {
    return MongoFailures.translate("counting " + zone, () -> browser.count(zone));
  }

  /** Deliveries of a zone that have been set aside. */
  public long sizeSetAside(String zone) {
    return MongoFailures.translate("counting " + zone, () -> browser.countSetAside(zone));
  }

  /** Ends the delay of all deliveries of a zone, and tells how many were delayed. */
  public long makeReady(String zone) {
    return MongoFailures.translate(
        "flushing " + zone, () -> signalled(zone, queue.makeReady(zone)));
  }

  /** The deliveries of a zone in the order in which they are taken; not those set aside. */
  public QueueEntries browse(String zone) {
    return MongoFailures.translate(
        "browsing " + zone, () -> new QueueEntries(browser.browse(zone)));
  }

  /** Deletes the waiting deliveries of a zone that a condition holds for, and counts them. */
  public long removeIf(String zone, Predicate<QueuedEnvelope> condition) {
    return MongoFailures.translate(
        "removing from " + zone,
        () -> {
          queue.releaseExpired(zone);
          return removal.removeIf(zone, condition);
        });
  }

  /**
   * Calls {@code listener} whenever this process may have made a delivery of the zone ready. It
   * must return at once.
   *
   * @return what ends this
   */
  public Runnable onArrival(String zone, Runnable listener) {
    return signals.listen(zone, listener);
  }

  /** Renews all leases now, and not only when their time has come. */
  void renewLeases() {
    leases.renewAll();
  }

  private boolean ended(Lease lease, String action, BooleanSupplier operation) {
    // Also when the database is away: the delivery comes back when the lease has run out.
    leases.drop(lease);
    boolean ours = MongoFailures.translate(action + lease, operation::getAsBoolean);
    signals.signal(lease.zone());
    return ours;
  }

  private long signalled(String zone, long count) {
    if (count > 0) {
      signals.signal(zone);
    }
    return count;
  }

  /** The delivery is done whether this succeeds or not, so a failure is only logged. */
  private void deleteUnused(QueueId id) {
    try {
      Collection<QueueId> unused = browser.withoutDeliveries(List.of(id));
      if (!unused.isEmpty()) {
        files.delete(unused);
      }
    } catch (RuntimeException e) {
      LOGGER.warn("the file of the finished message {} is left behind", id, e);
    }
  }

  private ByteSource bodyOf(MessageFile file) {
    return new ByteSource() {
      @Override
      public InputStream open() {
        return MongoFailures.translate("reading a message", () -> files.openBody(file));
      }

      @Override
      public long size() {
        return file.length();
      }
    };
  }
}
