package email.wildduck.james.core.relay;

import email.wildduck.james.core.address.AddressNormalizer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A relay as WildDuck writes it: {@code smtp[s]://[user:password@]host[:port]} ({@code
 * spec/queue.md} §8). The port is 25 where none is given, for {@code smtps} too; user and password
 * are percent-encoded. Immutable.
 */
public final class UserRelay {
  private static final int DEFAULT_PORT = 25;
  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>smtps?)://(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?"
              + "(?:\\[(?<ipv6>[0-9a-f:.]+)]|(?<host>[^\\s:@/?#\\[\\]]+))"
              + "(?::(?<port>[0-9]{1,5}))?(?:[/?#].*)?",
          Pattern.CASE_INSENSITIVE);
  private static final UserRelay UNUSABLE =
      new UserRelay("", DEFAULT_PORT, false, Optional.empty(), "");

  private final String host;
  private final int port;
  private final boolean implicitTls;
  private final Optional<String> user;
  private final String password;

  private UserRelay(
      String host, int port, boolean implicitTls, Optional<String> user, String password) {
    this.host = host;
    this.port = port;
    this.implicitTls = implicitTls;
    this.user = user;
    this.password = password;
  }

  /** Reads a URL. One that cannot be read is a relay without a host, which nothing can reach. */
  public static UserRelay of(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      return UNUSABLE;
    }
    int port = Optional.ofNullable(parts.group("port")).map(Integer::valueOf).orElse(DEFAULT_PORT);
    if (port < 1 || port > 65_535) {
      return UNUSABLE;
    }
    try {
      return new UserRelay(
          Optional.ofNullable(parts.group("ipv6"))
              .orElseGet(() -> AddressNormalizer.asciiDomain(parts.group("host"))),
          port,
          parts.group("scheme").equalsIgnoreCase("smtps"),
          Optional.ofNullable(parts.group("user"))
              .filter(user -> !user.isEmpty())
              .map(UserRelay::decoded),
          decoded(Optional.ofNullable(parts.group("password")).orElse("")));
    } catch (IllegalArgumentException e) {
      // a percent sign with no hexadecimal digits behind it
      return UNUSABLE;
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Whether there is a host; a URL that cannot be read has none. */
  public boolean isUsable() {
    return !host.isEmpty();
  }

  /** A host name in Punycode, or an address without brackets; empty when it is not usable. */
  public String host() {
    return host;
  }

  /** 25 where the URL has none. */
  public int port() {
    return port;
  }

  /** Whether TLS begins with the first byte. */
  public boolean isImplicitTls() {
    return implicitTls;
  }

  /** Whom to log in as; empty: nobody. */
  public Optional<String> user() {
    return user;
  }

  /** As it is sent; empty where there is none. Not for logs. */
  public String password() {
    return password;
  }

  /** Host and port only. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
