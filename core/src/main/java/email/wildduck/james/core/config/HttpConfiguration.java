package email.wildduck.james.core.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code <http>}: deliveries to HTTP addresses, which users of WildDuck choose as they like. */
public final class HttpConfiguration {
  private final boolean localBlocked;
  private final Set<String> allowedHosts;
  private final Duration connectTimeout;
  private final Duration timeout;
  private final String userAgent;

  private HttpConfiguration(ConfigReader reader) {
    localBlocked = reader.flag("blockLocalAddresses", true);
    allowedHosts = reader.value("allowedHosts", HttpConfiguration::hosts).orElse(Set.of());
    connectTimeout = limit(reader, "connectTimeout", Duration.ofSeconds(10));
    timeout = limit(reader, "timeout", Duration.ofMinutes(2));
    userAgent = reader.value("userAgent", HttpConfiguration::agent).orElse("zone-mta");
  }

  static HttpConfiguration read(ConfigReader section) {
    return new HttpConfiguration(
        section.knowing(
            "blockLocalAddresses", "allowedHosts", "connectTimeout", "timeout", "userAgent"));
  }

  private static Duration limit(ConfigReader reader, String name, Duration usual) {
    Duration duration = reader.duration(name, usual);
    if (duration.toMillis() < 1000 || duration.compareTo(Duration.ofMinutes(30)) > 0) {
      throw reader.wrong(name, "it must be from 1s to 30min");
    }
    return duration;
  }

  private static Set<String> hosts(String text) {
    if (!text.matches("[A-Za-z0-9._:\\[\\]-]+(\\s*,\\s*[A-Za-z0-9._:\\[\\]-]+)*")) {
      throw new IllegalArgumentException("it must be names of hosts separated by commas");
    }
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\s*,\\s*"))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String agent(String text) {
    if (!text.matches("[ -~]{1,200}")) {
      throw new IllegalArgumentException("it must be at most 200 characters of ASCII");
    }
    return text;
  }

  /**
   * {@code blockLocalAddresses}: whether hosts with private, loopback, link-local and own addresses
   * are refused. Default: true.
   */
  public boolean isLocalBlocked() {
    return localBlocked;
  }

  /**
   * {@code allowedHosts}: names, as they stand in the addresses, that this does not hold for; lower
   * case. Default: none.
   */
  public Set<String> allowedHosts() {
    return allowedHosts;
  }

  /** {@code connectTimeout}: the longest that a connection may take. Default: 10 s. */
  public Duration connectTimeout() {
    return connectTimeout;
  }

  /** {@code timeout}: the longest that all of an attempt may take. Default: 2 min. */
  public Duration timeout() {
    return timeout;
  }

  /** {@code userAgent}: how we name ourselves. Default: {@code zone-mta}, as ZoneMTA. */
  public String userAgent() {
    return userAgent;
  }
}
