package email.wildduck.james.core.config;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** {@code <api>}: WildDuck's HTTP API, which stores the copies in the Sent folders. */
public final class ApiConfiguration {
  private static final String URL_FORM = "http://host[:port][/path] or https://host[:port][/path]";
  private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);

  private final Optional<URI> url;
  private final Optional<String> accessToken;
  private final Duration timeout;

  private ApiConfiguration(Optional<URI> url, Optional<String> accessToken, Duration timeout) {
    this.url = url;
    this.accessToken = accessToken;
    this.timeout = timeout;
  }

  static ApiConfiguration read(ConfigReader section) {
    ConfigReader reader = section.knowing("url", "accessToken", "timeout");
    ApiConfiguration configuration =
        new ApiConfiguration(
            reader.value("url", ApiConfiguration::apiUrl),
            reader.secret(
                "accessToken",
                token -> token.matches("[!-~]{1,1000}"),
                "it must be printable ASCII without blanks"),
            reader.duration("timeout", Duration.ofSeconds(30)));
    if (configuration.timeout.compareTo(SHORTEST_TIMEOUT) < 0) {
      throw reader.wrong("timeout", "it must be at least 1s");
    }
    return configuration;
  }

  private static URI apiUrl(String text) {
    URI uri = parsed(text.replaceAll("/+$", ""));
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("it must be " + URL_FORM);
    }
    return uri;
  }

  private static URI parsed(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("it must be " + URL_FORM, e);
    }
  }

  /** {@code url}: where the API answers, without a slash at the end. */
  public Optional<URI> url() {
    return url;
  }

  /** {@code accessToken}: WildDuck's {@code api.accessToken}, or one made with its API. */
  public Optional<String> accessToken() {
    return accessToken;
  }

  /** {@code timeout}: the longest wait for one answer, the upload included. Default: 30 s. */
  public Duration timeout() {
    return timeout;
  }
}
