package email.wildduck.james.core.cert;

import email.wildduck.james.core.address.AddressNormalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The host name that a client asked for in its handshake (RFC 6066 §3): ASCII, lower case, without
 * a dot at its end. Immutable.
 */
public final class ServerName {
  private static final Pattern HOST_NAME =
      Pattern.compile(
          "([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z_]([a-z0-9_-]{0,61}[a-z0-9_])?");
  private static final int MAX_LENGTH = 253;

  private final String ascii;

  private ServerName(String ascii) {
    this.ascii = ascii;
  }

  /** Empty when the text is no host name: too long, an IP address, or with other characters. */
  public static Optional<ServerName> of(String text) {
    if (text.length() > MAX_LENGTH + 1) {
      return Optional.empty();
    }
    String name = text.toLowerCase(Locale.ROOT);
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    return Optional.of(name)
        .filter(n -> n.length() <= MAX_LENGTH && HOST_NAME.matcher(n).matches())
        .map(ServerName::new);
  }

  /** The name, and the same in Unicode where that is another: WildDuck stores the latter. */
  List<String> forms() {
    return forms(ascii);
  }

  /** The names of wildcards that cover it, such as {@code *.example.com}; none for one label. */
  List<String> wildcards() {
    int dot = ascii.indexOf('.');
    return dot < 0 ? List.of() : forms("*" + ascii.substring(dot));
  }

  /** Whether one of the names of a certificate is exactly this. */
  boolean isIn(Set<String> names) {
    return forms().stream().anyMatch(names::contains);
  }

  /** Whether one of the names of a certificate is a wildcard that covers this. */
  boolean isCoveredBy(Set<String> names) {
    return wildcards().stream().anyMatch(names::contains);
  }

  private static List<String> forms(String name) {
    return Stream.of(name, AddressNormalizer.normalizeDomain(name))
        .distinct()
        .collect(Collectors.toList());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ServerName && ascii.equals(((ServerName) other).ascii);
  }

  @Override
  public int hashCode() {
    return ascii.hashCode();
  }

  /** The name in ASCII. */
  @Override
  public String toString() {
    return ascii;
  }
}
