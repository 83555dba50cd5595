package email.wildduck.james.extension.queue;

import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.config.ZoneConfiguration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The sending zones that this node is configured to deliver from. Immutable. */
public final class ServedZones {
  private final Set<String> names;

  private ServedZones(Collection<String> names) {
    this.names = new TreeSet<>(names);
  }

  /** These zones. */
  public static ServedZones of(String... names) {
    return new ServedZones(Set.of(names));
  }

  /** Those of {@code <zones>} that are not disabled; none when this node does not deliver. */
  static ServedZones of(WildDuckConfiguration configuration) {
    return configuration.queue().isDelivering()
        ? new ServedZones(
            configuration.zones().all().stream()
                .filter(Predicate.not(ZoneConfiguration::isDisabled))
                .map(ZoneConfiguration::name)
                .collect(Collectors.toSet()))
        : of();
  }

  /** Whether it is one of them. */
  public boolean contains(String zone) {
    return names.contains(zone);
  }

  /** All of them, in the order of their names. */
  public Set<String> names() {
    return new TreeSet<>(names);
  }
}
