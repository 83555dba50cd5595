package email.wildduck.james.queue.store;

import com.mongodb.client.MongoDatabase;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.timing.QueueStep;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The queue in MongoDB. Safe for use by many threads, many processes, and beside ZoneMTA.
 *
 * <p>Each method that reaches the database throws {@link
 * email.wildduck.james.core.error.TemporaryFailureException} when that fails. The database client
 * belongs to the caller and has to set time limits.
 */
public final class QueueStore implements AutoCloseable {
  private final QueueCollections collections;
  private final QueueIndexes indexes;
  private final MessageFiles files;
  private final EndedFiles endedFiles;
  private final Acceptance acceptance;
  private final ZoneQueue queue;
  private final HeldMessages held = new HeldMessages();
  private final MessageLoading loading;
  private final LeaseKeeper leases;
  private final ExpiredLeases expired;
  private final LateWrites late;
  private final UnusedMessages unused;
  private final LeasedWork work;
  private final ZoneContents contents;
  private final ZoneSignals signals = new ZoneSignals();

  /**
   * @param database whatever its settings are, writes go to the majority's journals, and reads to
   *     the primary
   */
  public QueueStore(
      MongoDatabase database, QueueStoreSettings settings, QueueIdGenerator ids, Clock clock) {
    this(QueueCollections.of(database, settings, clock, QueueHooks.none()), ids);
  }

  /** On collections that others use too. */
  public QueueStore(QueueCollections collections, QueueIdGenerator ids) {
    this(collections, ids, System::nanoTime);
  }

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds, as {@link System#nanoTime}
   */
  public QueueStore(QueueCollections collections, QueueIdGenerator ids, LongSupplier nanoTime) {
    this.collections = collections;
    this.indexes = new QueueIndexes(collections);
    this.files = new MessageFiles(collections);
    this.loading = new MessageLoading(collections.timings(), files, held);
    this.queue = new ZoneQueue(collections);
    this.leases =
        new LeaseKeeper(
            queue,
            collections.settings().lease(),
            held,
            () -> LeaseMoment.now(nanoTime, collections.clock()));
    this.endedFiles = new EndedFiles(files::deleteFiles);
    this.acceptance = new Acceptance(collections, files, leases, ids);
    this.late = new LateWrites(collections);
    this.expired = new ExpiredLeases(leases, queue, signals);
    this.unused = new UnusedMessages(collections, files, endedFiles);
    this.work = new LeasedWork(collections, queue, unused, leases, late, signals);
    ZoneBrowser browser = new ZoneBrowser(collections.deliveries());
    QueueRemoval removal = new QueueRemoval(browser, files, unused);
    this.contents = new ZoneContents(browser, queue, removal, expired, signals);
  }

  /** What the store was made with. */
  public QueueStoreSettings settings() {
    return collections.settings();
  }

  /** The collections that this store works on. */
  public QueueCollections collections() {
    return collections;
  }

  /** The files of the messages. */
  public MessageFiles files() {
    return files;
  }

  /** The leases of this process, which this store renews. */
  public LeaseKeeper leases() {
    return leases;
  }

  /** What is written a moment later. */
  public LateWrites lateWrites() {
    return late;
  }

  /** How work on deliveries of any zone is ended. */
  public LeasedWork work() {
    return work;
  }

  /** The messages that no delivery refers to any more. */
  public UnusedMessages unusedMessages() {
    return unused;
  }

  /** What an administrator sees of a zone and does to all of it. */
  public ZoneContents contents() {
    return contents;
  }

  /** Who is told that a zone may have deliveries. */
  public ZoneSignals signals() {
    return signals;
  }

  /** Creates the indexes and starts to renew leases. To be called once. */
  public void start() {
    MongoFailures.translateAction("creating the queue's indexes", indexes::create);
    leases.start();
    late.start();
  }

  /**
   * Writes what is late, and stops renewing leases. What is held then, others may take when the
   * leases have run out.
   */
  @Override
  public void close() {
    late.close();
    leases.close();
    endedFiles.close();
  }

  /**
   * Adds a message with one delivery; both are durable when this returns.
   *
   * @throws IOException when the message cannot be read
   * @throws email.wildduck.james.core.error.SmtpException 552 5.3.4 when its header is too large
   */
  public QueueId add(NewMessage message, NewDelivery delivery) throws IOException {
    QueueId id = acceptance.add(message, delivery);
    signals.signal(delivery.zone());
    return id;
  }

  /**
   * Adds a message as {@link #add(NewMessage, NewDelivery)} does, and gives its delivery to a
   * consumer of this process, when that has a place for it. Then nobody else can take it, as if it
   * had been taken from the database.
   *
   * @param delivery due now
   * @param places asked for a place just before the delivery is written
   */
  public void add(NewMessage message, NewDelivery delivery, ArrivalPlaces places)
      throws IOException {
    if (!acceptance.add(message, delivery, places)) {
      signals.signal(delivery.zone());
    }
  }

  /** Takes the next delivery of a zone that is due. */
  public Optional<TakenEntry> take(String zone) {
    return take(zone, 1).stream().findFirst();
  }

  /** Takes the next deliveries of a zone that are due, in their order. */
  public List<TakenEntry> take(String zone, int most) {
    LeaseMoment asked = leases.now();
    List<TakenEntry> taken =
        collections
            .timings()
            .timed(
                QueueStep.TAKE,
                () -> MongoFailures.translate("taking from " + zone, () -> queue.take(zone, most)));
    taken.forEach(entry -> leases.hold(entry.lease(), asked));
    return taken;
  }

  /**
   * The message of a delivery.
   *
   * @throws BrokenEntryException when it is not there or cannot be read
   */
  public StoredMessage load(QueueId id) throws BrokenEntryException {
    return loading.load(id);
  }

  /**
   * The message of a mail of James as it was accepted, whatever a hand-over that did not end has
   * made of it since.
   *
   * @throws BrokenEntryException when it is not there or cannot be read
   */
  public StoredMessage load(QueueEntry entry) throws BrokenEntryException {
    return loading.load(entry);
  }

  /**
   * The message of a delivery that this process holds, as {@link #load(QueueId)} gives it; read
   * once for all deliveries of it that are held at the same time.
   *
   * @throws BrokenEntryException when it is not there or cannot be read
   */
  public StoredMessage load(Lease lease, QueueId id) throws BrokenEntryException {
    return loading.load(lease, id);
  }

  /**
   * Makes those deliveries of a zone ready again whose owners are gone. For a lease's time after
   * this process could not reach the database none are: their owners could not either.
   */
  public long releaseExpired(String zone) {
    return expired.release(zone);
  }

  /** The same in all zones. */
  public long releaseExpired() {
    return expired.release();
  }

  /** Gives back all that this store has taken from the zones and not ended. */
  public long releaseAll(Collection<String> zones) {
    // in this order: what has been passed on by then is not in these zones any more
    zones.forEach(leases::dropAll);
    late.now();
    return MongoFailures.translate("releasing all", () -> queue.releaseOwned(zones));
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
}
