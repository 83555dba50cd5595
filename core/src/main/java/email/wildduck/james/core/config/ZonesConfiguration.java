package email.wildduck.james.core.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code <zones>}: the sending zones. The zone {@code default} is always there. */
public final class ZonesConfiguration {
  private final List<ZoneConfiguration> zones;

  private ZonesConfiguration(List<ZoneConfiguration> zones) {
    this.zones = List.copyOf(zones);
  }

  static ZonesConfiguration read(
      ConfigReader section, PoolsConfiguration pools, DaneConfiguration dane) {
    ConfigReader reader = section.knowing("zone");
    List<ZoneConfiguration> zones = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ConfigReader element : reader.all("zone")) {
      ZoneConfiguration zone = ZoneConfiguration.read(element, pools);
      if (!names.add(zone.name())) {
        throw element.wrong("name", "there is a zone of that name already");
      }
      if (zone.sending().tls() == ZoneSendingConfiguration.Tls.DANE && !dane.isEnabled()) {
        throw element.wrong("requireDANE", "it cannot be true while dane/enabled is not");
      }
      zones.add(zone);
    }
    if (!names.contains(ZoneConfiguration.DEFAULT)) {
      zones.add(ZoneConfiguration.usual(reader.child("zone-that-is-not-there"), pools));
    }
    return new ZonesConfiguration(zones);
  }

  /**
   * The name as it is.
   *
   * @throws IllegalArgumentException when no zone has it
   */
  String requireName(String name) {
    if (!hasName(name)) {
      throw new IllegalArgumentException(
          "it must be one of the zones: "
              + zones.stream().map(ZoneConfiguration::name).collect(Collectors.joining(", ")));
    }
    return name;
  }

  /** Whether a zone has that name. */
  boolean hasName(String name) {
    return zones.stream().map(ZoneConfiguration::name).anyMatch(name::equals);
  }

  /** All zones, in the order of the file. */
  public List<ZoneConfiguration> all() {
    return zones;
  }
}
