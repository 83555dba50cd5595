package email.wildduck.james.core.config;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** All of {@code wildduck.xml}. */
public final class WildDuckConfiguration {
  private final MongoConfiguration mongo;
  private final RedisConfiguration redis;
  private final DkimConfiguration dkim;
  private final QueueConfiguration queue;
  private final CertsConfiguration certs;
  private final AuthConfiguration auth;
  private final LimitsConfiguration limits;

  private WildDuckConfiguration(
      MongoConfiguration mongo,
      RedisConfiguration redis,
      DkimConfiguration dkim,
      QueueConfiguration queue,
      CertsConfiguration certs,
      AuthConfiguration auth,
      LimitsConfiguration limits) {
    this.mongo = mongo;
    this.redis = redis;
    this.dkim = dkim;
    this.queue = queue;
    this.certs = certs;
    this.auth = auth;
    this.limits = limits;
  }

  /**
   * Reads and checks the file; variables come from this process' environment.
   *
   * @throws ConfigurationException when the file cannot be used as it is
   */
  public static WildDuckConfiguration load(Path file) {
    return load(file, System::getenv);
  }

  /**
   * Reads and checks the file.
   *
   * @param environment gives the value of an environment variable, {@code null} when it is not set
   * @throws ConfigurationException when the file cannot be used as it is
   */
  public static WildDuckConfiguration load(Path file, UnaryOperator<String> environment) {
    ConfigReader reader =
        new ConfigFile(file, environment)
            .read()
            .knowing("mongo", "redis", "dkim", "queue", "certs", "auth", "limits");
    WildDuckConfiguration configuration =
        new WildDuckConfiguration(
            MongoConfiguration.read(reader.child("mongo")),
            RedisConfiguration.read(reader.child("redis")),
            DkimConfiguration.read(reader.child("dkim")),
            QueueConfiguration.read(reader.child("queue")),
            CertsConfiguration.read(reader.child("certs")),
            AuthConfiguration.read(reader.child("auth")),
            LimitsConfiguration.read(reader.child("limits")));
    return configuration;
  }

  /** {@code <mongo>}. */
  public MongoConfiguration mongo() {
    return mongo;
  }

  /** {@code <redis>}. */
  public RedisConfiguration redis() {
    return redis;
  }

  /** {@code <dkim>}. */
  public DkimConfiguration dkim() {
    return dkim;
  }

  /** {@code <queue>}. */
  public QueueConfiguration queue() {
    return queue;
  }

  /** {@code <certs>}. */
  public CertsConfiguration certs() {
    return certs;
  }

  /** {@code <auth>}. */
  public AuthConfiguration auth() {
    return auth;
  }

  /** {@code <limits>}. */
  public LimitsConfiguration limits() {
    return limits;
  }
}
