package email.wildduck.james.core.config;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Limits of a recipient domain or a site. Immutable. */
public final class TargetLimits {
  static final String[] ELEMENTS = {"maxConnections", "maxMessages", "rate", "disabledAddresses"};
  private static final long MOST_CONNECTIONS = 1000;
  private static final long MOST_MESSAGES = 100_000;

  private final OptionalInt maxConnections;
  private final OptionalInt maxMessages;
  private final Optional<SendingRate> rate;
  private final Set<InetAddress> disabledAddresses;

  TargetLimits(ConfigReader reader) {
    maxConnections = number(reader, "maxConnections", MOST_CONNECTIONS);
    maxMessages = number(reader, "maxMessages", MOST_MESSAGES);
    rate = reader.value("rate", SendingRate::parse).flatMap(given -> given);
    disabledAddresses = reader.value("disabledAddresses", TargetLimits::addresses).orElse(Set.of());
  }

  private static OptionalInt number(ConfigReader reader, String name, long most) {
    Optional<Long> number = reader.number(name, 1, most);
    return number.isPresent() ? OptionalInt.of(Math.toIntExact(number.get())) : OptionalInt.empty();
  }

  private static Set<InetAddress> addresses(String text) {
    return Arrays.stream(text.split("[,\\s]+"))
        .map(IpLiteral::parse)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether nothing is given. */
  boolean isEmpty() {
    return maxConnections.isEmpty()
        && maxMessages.isEmpty()
        && rate.isEmpty()
        && disabledAddresses.isEmpty();
  }

  /** {@code maxConnections}: at the same time. */
  public OptionalInt maxConnections() {
    return maxConnections;
  }

  /** {@code maxMessages}: on one connection. */
  public OptionalInt maxMessages() {
    return maxMessages;
  }

  /** {@code rate}: on all nodes together. */
  public Optional<SendingRate> rate() {
    return rate;
  }

  /** {@code disabledAddresses}: addresses of pools that are not used for it. */
  public Set<InetAddress> disabledAddresses() {
    return disabledAddresses;
  }
}
