package email.wildduck.james.delivery.warmup;

import email.wildduck.james.core.config.WarmupConfiguration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The volumes of an address, day by day. Immutable. */
public final class WarmupPlan {
  private final LocalDate start;
  private final List<Long> volumes;
  private final Map<String, List<Long>> sites;

  /**
   * @param start the first day
   * @param volumes of each day from then on, for all sites without volumes of their own together
   * @param sites volumes of single sites, by their names
   */
  public WarmupPlan(LocalDate start, List<Long> volumes, Map<String, List<Long>> sites) {
    this.start = start;
    this.volumes = List.copyOf(volumes);
    this.sites = Map.copyOf(sites);
  }

  /** As configured. */
  public static WarmupPlan of(WarmupConfiguration configuration) {
    return new WarmupPlan(configuration.start(), configuration.volumes(), configuration.sites());
  }

  /** Which of the counts a site belongs to: its own, or the empty text. */
  public String groupOf(String site) {
    return sites.containsKey(site) ? site : "";
  }

  /** The number of the day, from 1 on; less before the start. */
  public long dayOf(LocalDate date) {
    return ChronoUnit.DAYS.between(start, date) + 1;
  }

  /** The first day. */
  public LocalDate start() {
    return start;
  }

  /** The sites that have volumes of their own, and the empty text for all others. */
  public List<String> groups() {
    List<String> groups = new ArrayList<>(sites.keySet());
    groups.add("");
    groups.sort(null);
    return groups;
  }

  /**
   * The volume of a day: 0 before the start, empty after the last day.
   *
   * @param group of {@link #groupOf}
   */
  public OptionalLong volume(LocalDate date, String group) {
    List<Long> plan = sites.getOrDefault(group, volumes);
    long day = dayOf(date);
    if (day < 1) {
      return OptionalLong.of(0);
    }
    return day > plan.size() ? OptionalLong.empty() : OptionalLong.of(plan.get((int) day - 1));
  }
}
