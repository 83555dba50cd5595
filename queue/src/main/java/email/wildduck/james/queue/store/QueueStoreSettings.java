package email.wildduck.james.queue.store;

import java.time.Duration;

/** Where the queue is and how long things may take. Immutable. */
public final class QueueStoreSettings {
  private final String collection;
  private final String bucket;
  private final int chunkSize;
  private final Duration lease;
  private final Duration writeTimeout;
  private final String instance;
  private final Duration pollInterval;
  private final long recentMessages;
  private final Duration lateWrites;

  private QueueStoreSettings(
      String collection,
      String bucket,
      int chunkSize,
      Duration lease,
      Duration writeTimeout,
      String instance,
      Duration pollInterval,
      long recentMessages,
      Duration lateWrites) {
    this.collection = collection;
    this.bucket = bucket;
    this.chunkSize = chunkSize;
    this.lease = lease;
    this.writeTimeout = writeTimeout;
    this.instance = instance;
    this.pollInterval = pollInterval;
    this.recentMessages = recentMessages;
    this.lateWrites = lateWrites;
  }

  /**
   * The names of a WildDuck standard installation ({@code zone-queue}, bucket {@code mail}),
   * GridFS' usual chunks of 255 KiB, leases of 30 s, writes within 2 s, instance {@code
   * wildduck-james}, a look at the database each second, 192 MiB of recent messages or a quarter of
   * the heap if that is less, 200 ms for what may be written late.
   */
  public static QueueStoreSettings defaults() {
    return new QueueStoreSettings(
        "zone-queue",
        "mail",
        255 * 1024,
        Duration.ofSeconds(30),
        Duration.ofSeconds(2),
        "wildduck-james",
        Duration.ofSeconds(1),
        Math.min(192L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 4),
        Duration.ofMillis(200));
  }

  /** With other names for the collection of deliveries and the GridFS bucket of messages. */
  public QueueStoreSettings withNames(String newCollection, String newBucket) {
    return new QueueStoreSettings(
        newCollection,
        newBucket,
        chunkSize,
        lease,
        writeTimeout,
        instance,
        pollInterval,
        recentMessages,
        lateWrites);
  }

  /** With another lease: the time after which the deliveries of a lost node are taken over. */
  public QueueStoreSettings withLease(Duration newLease) {
    if (newLease.toMillis() < 30) {
      throw new IllegalArgumentException("a lease lasts at least 30 ms: " + newLease);
    }
    return new QueueStoreSettings(
        collection,
        bucket,
        chunkSize,
        newLease,
        writeTimeout,
        instance,
        pollInterval,
        recentMessages,
        lateWrites);
  }

  /** With another limit for the majority of the database's members to have a write. */
  public QueueStoreSettings withWriteTimeout(Duration newTimeout) {
    return new QueueStoreSettings(
        collection,
        bucket,
        chunkSize,
        lease,
        newTimeout,
        instance,
        pollInterval,
        recentMessages,
        lateWrites);
  }

  /** With another name in the field {@code assigned}, which no ZoneMTA instance may have. */
  public QueueStoreSettings withInstance(String newInstance) {
    return new QueueStoreSettings(
        collection,
        bucket,
        chunkSize,
        lease,
        writeTimeout,
        newInstance,
        pollInterval,
        recentMessages,
        lateWrites);
  }

  /** With another interval of looking for mail that other processes queued or left behind. */
  public QueueStoreSettings withPollInterval(Duration newInterval) {
    return new QueueStoreSettings(
        collection,
        bucket,
        chunkSize,
        lease,
        writeTimeout,
        instance,
        newInterval,
        recentMessages,
        lateWrites);
  }

  /**
   * With another limit, in bytes, for what the process keeps in memory of the messages that it
   * wrote last, so that it need not read them again; 0 keeps none. A message that is longer than a
   * thirty-second of it is not kept.
   */
  public QueueStoreSettings withRecentMessages(long bytes) {
    return new QueueStoreSettings(
        collection,
        bucket,
        chunkSize,
        lease,
        writeTimeout,
        instance,
        pollInterval,
        bytes,
        lateWrites);
  }

  /** With another time that {@link LateWrites} wait at least. */
  public QueueStoreSettings withLateWrites(Duration newDelay) {
    return new QueueStoreSettings(
        collection,
        bucket,
        chunkSize,
        lease,
        writeTimeout,
        instance,
        pollInterval,
        recentMessages,
        newDelay);
  }

  /** The collection of deliveries. */
  public String collection() {
    return collection;
  }

  /** The GridFS bucket of messages. */
  public String bucket() {
    return bucket;
  }

  /** The bytes of one GridFS chunk. */
  public int chunkSize() {
    return chunkSize;
  }

  /** How long a taken delivery belongs to its owner without a renewal. */
  public Duration lease() {
    return lease;
  }

  /** How long a write may take until the majority has it. */
  public Duration writeTimeout() {
    return writeTimeout;
  }

  /** What is written into {@code assigned} while a delivery is held. */
  public String instance() {
    return instance;
  }

  /** How often an idle consumer looks for mail that other processes queued or left behind. */
  public Duration pollInterval() {
    return pollInterval;
  }

  /** Bytes that may be kept in memory of the messages written last. */
  public long recentMessages() {
    return recentMessages;
  }

  /**
   * How long changes of deliveries wait at least to be written, which need not be when the delivery
   * ends before; see {@link LateWrites}.
   */
  public Duration lateWrites() {
    return lateWrites;
  }
}
