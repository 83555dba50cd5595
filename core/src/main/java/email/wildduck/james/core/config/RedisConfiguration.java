package email.wildduck.james.core.config;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

/** {@code <redis>}: where WildDuck's counters are. */
public final class RedisConfiguration {
  private static final Set<String> SCHEMES =
      Set.of(
          "redis",
          "rediss",
          "redis-sentinel",
          "rediss-sentinel",
          "redis-cluster",
          "rediss-cluster");
  private static final String URI_FORM =
      "redis://[:password@]host[:port][/database], rediss://... for TLS,"
          + " redis-sentinel://host[:port][,host...][/database]#master"
          + " or redis-cluster://host[:port][,host...]";

  private final String uri;
  private final Duration timeout;

  private RedisConfiguration(String uri, Duration timeout) {
    this.uri = uri;
    this.timeout = timeout;
  }

  static RedisConfiguration read(ConfigReader section) {
    ConfigReader reader = section.knowing("uri", "timeout");
    RedisConfiguration configuration =
        new RedisConfiguration(
            reader
                .value("uri", RedisConfiguration::redisUri)
                .orElseThrow(() -> reader.missing("uri", URI_FORM)),
            reader.duration("timeout", Duration.ofSeconds(2)));
    return configuration;
  }

  private static String redisUri(String text) {
    int colon = text.indexOf("://");
    if (colon < 0 || !SCHEMES.contains(text.substring(0, colon))) {
      throw new IllegalArgumentException("it must be " + URI_FORM);
    }
    if (text.contains("-sentinel://") && text.indexOf('#') < 0) {
      throw new IllegalArgumentException("it names no master; it must be " + URI_FORM);
    }
    try {
      URI.create(text.replaceAll(",[^/#]*", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("it must be " + URI_FORM, e);
    }
    return text;
  }

  /** {@code uri}: single server, Sentinel or Cluster; WildDuck itself uses database 3. */
  public String uri() {
    return uri;
  }

  /** {@code timeout}: the longest wait for a connection or an answer. Default: 2 s. */
  public Duration timeout() {
    return timeout;
  }
}
