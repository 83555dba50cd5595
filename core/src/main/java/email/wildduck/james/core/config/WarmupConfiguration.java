package email.wildduck.james.core.config;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code <warmup>} of an address: how many messages it may send on each day from its first day on.
 * Days are those of UTC; after the last one there is no limit.
 */
public final class WarmupConfiguration {
  private static final int MOST_DAYS = 365;

  private final LocalDate start;
  private final List<Long> volumes;
  private final Map<String, List<Long>> sites;

  private WarmupConfiguration(LocalDate start, List<Long> volumes, Map<String, List<Long>> sites) {
    this.start = start;
    this.volumes = volumes;
    this.sites = Map.copyOf(sites);
  }

  static WarmupConfiguration read(ConfigReader section) {
    ConfigReader reader = section.knowing("start", "volumes", "group");
    LocalDate start =
        reader
            .value("start", WarmupConfiguration::date)
            .orElseThrow(() -> reader.missing("start", "the first day, such as 2030-01-31"));
    Map<String, List<Long>> sites = new HashMap<>();
    for (ConfigReader element : reader.all("group")) {
      ConfigReader group = element.knowing("sites", "volumes");
      List<Long> volumes = volumes(group);
      for (String site : sites(group)) {
        if (sites.put(site, volumes) != null) {
          throw group.wrong("sites", site + " is in another group already");
        }
      }
    }
    return new WarmupConfiguration(start, volumes(reader), sites);
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("it must be a day such as 2030-01-31", e);
    }
  }

  private static List<Long> volumes(ConfigReader reader) {
    return reader
        .value("volumes", WarmupConfiguration::numbers)
        .orElseThrow(
            () -> reader.missing("volumes", "the messages of each day, such as 50, 100, 200"));
  }

  private static List<Long> numbers(String text) {
    List<Long> numbers = new ArrayList<>();
    for (String number : text.split("[,\\s]+")) {
      if (!number.matches("[0-9]{1,9}")) {
        throw new IllegalArgumentException(
            "it must be numbers of messages separated by commas or spaces, such as 50, 100, 200");
      }
      numbers.add(Long.parseLong(number));
    }
    if (numbers.size() > MOST_DAYS) {
      throw new IllegalArgumentException("it must be at most " + MOST_DAYS + " days");
    }
    return List.copyOf(numbers);
  }

  private static List<String> sites(ConfigReader group) {
    return Arrays.stream(
            group
                .text("sites")
                .orElseThrow(() -> group.missing("sites", "names of sites, such as google.com"))
                .toLowerCase(Locale.ROOT)
                .split("[,\\s]+"))
        .collect(Collectors.toList());
  }

  /** {@code start}: the first day; before it the address is not used. */
  public LocalDate start() {
    return start;
  }

  /** {@code volumes}: messages to all sites that are in no group, for each day. */
  public List<Long> volumes() {
    return volumes;
  }

  /** {@code group}: the same for each site of a group for itself, by the names of the sites. */
  public Map<String, List<Long>> sites() {
    return sites;
  }
}
