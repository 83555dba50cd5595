package email.wildduck.james.core.config;

import java.time.Duration;

/** {@code <sent>}: copies of submitted messages in the senders' Sent folders. */
public final class SentConfiguration {
  private static final Duration WAIT_FOR_CLIENTS = Duration.ofSeconds(15);
  private static final int MOST_WORKERS = 64;

  private final boolean enabled;
  private final boolean skipExisting;
  private final Duration delay;
  private final String bucket;
  private final int workers;
  private final Duration giveUpAfter;

  private SentConfiguration(
      boolean enabled,
      boolean skipExisting,
      Duration delay,
      String bucket,
      int workers,
      Duration giveUpAfter) {
    this.enabled = enabled;
    this.skipExisting = skipExisting;
    this.delay = delay;
    this.bucket = bucket;
    this.workers = workers;
    this.giveUpAfter = giveUpAfter;
  }

  static SentConfiguration read(ConfigReader section, ApiConfiguration api, String queueBucket) {
    ConfigReader reader =
        section.knowing("enabled", "skipExisting", "delay", "bucket", "workers", "giveUpAfter");
    boolean skipExisting = reader.flag("skipExisting", false);
    SentConfiguration configuration =
        new SentConfiguration(
            reader.flag("enabled", api.url().isPresent()),
            skipExisting,
            reader.duration("delay", skipExisting ? WAIT_FOR_CLIENTS : Duration.ZERO),
            reader.value("bucket", SentConfiguration::bucketName).orElse("wildduckjames.sent"),
            reader.value("workers", SentConfiguration::workerCount).orElse(2),
            reader.duration("giveUpAfter", Duration.ofDays(7)));
    if (configuration.enabled && api.url().isEmpty()) {
      throw reader.wrong("enabled", "it needs <api/url>, WildDuck's HTTP API");
    }
    if (configuration.bucket.equals(queueBucket)) {
      throw reader.wrong("bucket", "it must not be that of the queue, whose files others clean up");
    }
    if (configuration.giveUpAfter.compareTo(Duration.ofMinutes(1)) < 0) {
      throw reader.wrong("giveUpAfter", "it must be at least 1min");
    }
    return configuration;
  }

  private static String bucketName(String text) {
    if (!text.matches("[A-Za-z_][A-Za-z0-9_.-]{0,90}")) {
      throw new IllegalArgumentException("it must be the name of a GridFS bucket");
    }
    return text;
  }

  private static int workerCount(String text) {
    if (!text.matches("[0-9]{1,3}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > MOST_WORKERS) {
      throw new IllegalArgumentException("it must be a number from 1 to " + MOST_WORKERS);
    }
    return Integer.parseInt(text);
  }

  /** {@code enabled}: whether copies are stored at all. Default: when {@code api/url} is given. */
  public boolean enabled() {
    return enabled;
  }

  /**
   * {@code skipExisting}: whether a message that is in the folder already, by its Message-ID, is
   * not stored again. Default: false.
   */
  public boolean skipExisting() {
    return skipExisting;
  }

  /**
   * {@code delay}: how long a copy waits before it is stored. Default: none; 15 s with {@code
   * skipExisting}, because a mail program saves its own copy when the message has been sent.
   */
  public Duration delay() {
    return delay;
  }

  /**
   * {@code bucket}: the GridFS bucket in the database {@code mongo/sender} in which copies wait.
   * Default: {@code wildduckjames.sent}.
   */
  public String bucket() {
    return bucket;
  }

  /** {@code workers}: copies that are stored at a time by this node. Default: 2. */
  public int workers() {
    return workers;
  }

  /** {@code giveUpAfter}: the age at which a copy is set aside. Default: 7 days. */
  public Duration giveUpAfter() {
    return giveUpAfter;
  }
}
