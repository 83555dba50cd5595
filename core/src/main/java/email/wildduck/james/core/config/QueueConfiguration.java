package email.wildduck.james.core.config;

import java.time.Duration;
import java.util.Optional;

/** {@code <queue>}: WildDuck's queue, in the database {@code mongo/sender}. */
public final class QueueConfiguration {
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(5);
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(20);
  private static final Duration OLDEST_MESSAGE = Duration.ofDays(29);

  private final String collection;
  private final String bucket;
  private final String instance;
  private final Duration lease;
  private final Duration pollInterval;
  private final Duration sweepInterval;
  private final Duration messageAge;
  private final Optional<Long> recentMessages;
  private final Duration longestHold;
  private final boolean deliver;
  private final boolean showBodies;

  private QueueConfiguration(ConfigReader reader) {
    collection =
        reader.value("collection", QueueConfiguration::collectionName).orElse("zone-queue");
    bucket = reader.value("bucket", QueueConfiguration::collectionName).orElse("mail");
    instance = reader.value("instance", QueueConfiguration::instanceName).orElse("wildduck-james");
    lease = atLeast(reader, "lease", Duration.ofSeconds(30), SHORTEST_LEASE, "5s");
    pollInterval =
        atLeast(reader, "pollInterval", Duration.ofSeconds(1), Duration.ofMillis(50), "50ms");
    sweepInterval =
        atLeast(reader, "sweepInterval", Duration.ofSeconds(30), Duration.ofSeconds(1), "1s");
    messageAge = messageAge(reader);
    recentMessages = reader.size("recentMessages");
    longestHold = longestHold(reader);
    deliver = reader.flag("deliver", true);
    showBodies = reader.flag("showBodies", false);
  }

  static QueueConfiguration read(ConfigReader section) {
    return new QueueConfiguration(
        section.knowing(
            "collection",
            "bucket",
            "instance",
            "lease",
            "pollInterval",
            "sweepInterval",
            "messageAge",
            "recentMessages",
            "longestHold",
            "deliver",
            "showBodies"));
  }

  private static Duration messageAge(ConfigReader reader) {
    Duration age = atLeast(reader, "messageAge", Duration.ofDays(5), Duration.ofMinutes(1), "1min");
    if (age.compareTo(OLDEST_MESSAGE) > 0) {
      throw reader.wrong(
          "messageAge",
          "it must be at most 29d: a ZoneMTA on the same queue deletes what is 30 days old, without"
              + " a bounce");
    }
    return age;
  }

  private static Duration longestHold(ConfigReader reader) {
    Duration longest = reader.duration("longestHold", Duration.ofSeconds(10));
    if (longest.compareTo(LONGEST_HOLD) > 0) {
      throw reader.wrong(
          "longestHold", "it must be at most 20s: what waits for longer is given to other nodes");
    }
    return longest;
  }

  private static Duration atLeast(
      ConfigReader reader, String name, Duration usual, Duration shortest, String text) {
    Duration duration = reader.duration(name, usual);
    if (duration.compareTo(shortest) < 0) {
      throw reader.wrong(name, "it must be at least " + text);
    }
    return duration;
  }

  private static String instanceName(String text) {
    if (text.equals("no") || text.contains(":")) {
      throw new IllegalArgumentException(
          "it must be a name without a colon other than \"no\", which says that nobody has a"
              + " delivery");
    }
    return text;
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

  /**
   * {@code pollInterval}: how often an idle node looks for mail of which it was not told. Default:
   * 1 s.
   */
  public Duration pollInterval() {
    return pollInterval;
  }

  /** {@code sweepInterval}: how often a node repairs and cleans the queue. Default: 30 s. */
  public Duration sweepInterval() {
    return sweepInterval;
  }

  /**
   * {@code messageAge}: after how long of trying a message goes back to its sender, whatever the
   * schedule of attempts says. Default: 5 days (RFC 5321 §4.5.4.1).
   */
  public Duration messageAge() {
    return messageAge;
  }

  /**
   * {@code recentMessages}: bytes of memory for the messages that this process wrote last, so that
   * it need not read them again; 0 keeps none. Default: the queue's own, 192 MiB or a quarter of
   * the heap if that is less.
   */
  public Optional<Long> recentMessages() {
    return recentMessages;
  }

  /**
   * {@code longestHold}: how long at most a message waits in the spool, while the processors are
   * fully used, for others to be accepted and for deliveries that have been begun; 0 holds nothing
   * back. Default: 10 s.
   */
  public Duration longestHold() {
    return longestHold;
  }

  /**
   * {@code deliver}: whether this node delivers what is in the sending zones; otherwise it only
   * accepts and queues. Default: true.
   */
  public boolean isDelivering() {
    return deliver;
  }

  /**
   * {@code showBodies}: whether administrators may read the bodies of queued messages over HTTP,
   * and not only their headers. Default: false.
   */
  public boolean isShowingBodies() {
    return showBodies;
  }
}
