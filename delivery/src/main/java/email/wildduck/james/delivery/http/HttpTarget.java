package email.wildduck.james.delivery.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** The address that a message is posted to, and the credentials that stood in it. Immutable. */
final class HttpTarget {
  private final URI uri;
  private final Optional<String> authorization;

  private HttpTarget(URI uri, Optional<String> authorization) {
    this.uri = uri;
    this.authorization = authorization;
  }

  /**
   * @throws IllegalArgumentException when a message cannot be posted to it, with the reason, which
   *     does not repeat the address
   */
  static HttpTarget parse(String url) {
    URI given = uri(url.strip());
    String scheme = Optional.ofNullable(given.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("its scheme is neither http nor https");
    }
    String host = Optional.ofNullable(given.getHost()).orElse("");
    if (host.isEmpty()) {
      throw new IllegalArgumentException("it names no host");
    }
    StringBuilder bare = new StringBuilder(scheme).append("://").append(host);
    if (given.getPort() >= 0) {
      bare.append(':').append(given.getPort());
    }
    String path = Optional.ofNullable(given.getRawPath()).orElse("");
    bare.append(path.isEmpty() ? "/" : path);
    Optional.ofNullable(given.getRawQuery()).ifPresent(query -> bare.append('?').append(query));
    return new HttpTarget(
        URI.create(bare.toString()),
        Optional.ofNullable(given.getUserInfo())
            .map(
                user ->
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(user.getBytes(StandardCharsets.UTF_8))));
  }

  private static URI uri(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("it is no address", e);
    }
  }

  /** Without credentials and fragment. */
  URI uri() {
    return uri;
  }

  /** The value of the field {@code Authorization}. */
  Optional<String> authorization() {
    return authorization;
  }
}
