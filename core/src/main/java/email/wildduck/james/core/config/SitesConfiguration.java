package email.wildduck.james.core.config;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code <siteConfig>}: limits of sites, and how long a site is left alone that asked for it. A
 * site is the organisation that receives mail for domains: the registrable domain of their mail
 * exchangers.
 */
public final class SitesConfiguration {
  private static final Duration LONGEST = Duration.ofDays(1);

  private final TargetLimits usual;
  private final Map<String, TargetLimits> sites;
  private final Duration firstPause;
  private final Duration longestPause;
  private final Duration blacklistTtl;
  private final Duration refusedTtl;
  private final Duration unansweredTtl;

  private SitesConfiguration(ConfigReader reader) {
    usual = new TargetLimits(reader);
    sites = DomainsConfiguration.named(reader, "site");
    ConfigReader backOff = reader.child("backOff").knowing("first", "longest");
    firstPause = backOff.duration("first", Duration.ofMinutes(1));
    longestPause = backOff.duration("longest", Duration.ofMinutes(30));
    if (longestPause.compareTo(firstPause) < 0 || longestPause.compareTo(LONGEST) > 0) {
      throw backOff.wrong("longest", "it must be from the first pause to 24h");
    }
    ConfigReader connects = reader.child("failedConnects").knowing("refused", "unanswered");
    refusedTtl = connects.duration("refused", Duration.ofMinutes(2));
    unansweredTtl = connects.duration("unanswered", Duration.ofMinutes(15));
    ConfigReader blacklist = reader.child("blacklist").knowing("ttl");
    blacklistTtl = blacklist.duration("ttl", Duration.ofHours(1));
    if (blacklistTtl.compareTo(LONGEST.multipliedBy(7)) > 0) {
      throw blacklist.wrong("ttl", "it must be at most 7d");
    }
  }

  static SitesConfiguration read(ConfigReader section) {
    return new SitesConfiguration(
        section.knowing(
            Stream.concat(
                    Stream.of("site", "backOff", "blacklist", "failedConnects"),
                    Stream.of(TargetLimits.ELEMENTS))
                .toArray(String[]::new)));
  }

  /** What holds for each site. Default: nothing. */
  public TargetLimits usual() {
    return usual;
  }

  /** {@code site}: what holds for single sites instead, by their names in lower case. */
  public Map<String, TargetLimits> sites() {
    return sites;
  }

  /**
   * {@code backOff/first}: the first pause after a 421 or the like; zero is never. Default: 1 min.
   */
  public Duration firstPause() {
    return firstPause;
  }

  /** {@code backOff/longest}: each pause is twice the one before, up to this. Default: 30 min. */
  public Duration longestPause() {
    return longestPause;
  }

  /**
   * {@code blacklist/ttl}: how long an address is not used for a site that has it on a block list;
   * zero is not at all. Default: 1 hour, as ZoneMTA's.
   */
  public Duration blacklistTtl() {
    return blacklistTtl;
  }

  /**
   * {@code failedConnects/refused}: how long nobody tries to connect to a target that refused a
   * connection; zero is not at all. Default: 2 min, as ZoneMTA.
   */
  public Duration refusedTtl() {
    return refusedTtl;
  }

  /** {@code failedConnects/unanswered}: the same for one that did not answer. Default: 15 min. */
  public Duration unansweredTtl() {
    return unansweredTtl;
  }
}
