package email.wildduck.james.core.config;

import java.time.Duration;

/** {@code <queue>}: WildDuck's queue, in the database {@code mongo/sender}. */
public final class QueueConfiguration {
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(5);

  private final String collection;
  private final String bucket;
  private final String instance;
  private final Duration lease;

  private QueueConfiguration(String collection, String bucket, String instance, Duration lease) {
    this.collection = collection;
    this.bucket = bucket;
    this.instance = instance;
    this.lease = lease;
  }

  static QueueConfiguration read(ConfigReader section) {
    ConfigReader reader = section.knowing("collection", "bucket", "instance", "lease");
    Duration lease = reader.duration("lease", Duration.ofSeconds(30));
    QueueConfiguration configuration =
        new QueueConfiguration(
            reader.value("collection", QueueConfiguration::collectionName).orElse("zone-queue"),
            reader.value("bucket", QueueConfiguration::collectionName).orElse("mail"),
            reader.text("instance").orElse("wildduck-james"),
            lease);
    if (lease.compareTo(SHORTEST_LEASE) < 0) {
      throw reader.wrong("lease", "it must be at least 5s");
    }
    return configuration;
  }

  private static String collectionName(String text) {
    if (!text.matches("[A-Za-z_][A-Za-z0-9_.-]{0,100}")) {
      throw new IllegalArgumentException("it must be the name of a collection");
    }
    return text;
  }

  /** {@code collection}: WildDuck's {@code sender.collection}. Default: {@code zone-queue}. */
  public String collection() {
    return collection;
  }

  /** {@code bucket}: WildDuck's {@code sender.gfs}. Default: {@code mail}. */
  public String bucket() {
    return bucket;
  }

  /**
   * {@code instance}: what the queue's documents say while this installation holds them; no ZoneMTA
   * may have the same. Default: {@code wildduck-james}.
   */
  public String instance() {
    return instance;
  }

  /** {@code lease}: after how long another node takes over from a lost one. Default: 30 s. */
  public Duration lease() {
    return lease;
  }
}
