package email.wildduck.james.delivery.limit;

import email.wildduck.james.core.config.ZonesConfiguration;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the attempts of a zone at one site to {@code <zone><siteConnections>}, so that a site that
 * is slow or silent leaves connections of the zone to the others. That is counted in this process;
 * nobody is asked. Where hosts are given instead of looked up there is no such limit: a relay gets
 * all the mail of its zone. Thread-safe.
 */
final class SiteShares {
  private final Map<String, Integer> shares = new HashMap<>();
  private final Queues queues;
  private final Clock clock;
  private final Map<String, SiteAttempts> running = new HashMap<>();
  private int full;

  SiteShares(ZonesConfiguration zones, Queues queues, Clock clock) {
    zones.all().forEach(zone -> shares.put(zone.name(), zone.siteConnections()));
    this.queues = queues;
    this.clock = clock;
  }

  /**
   * Never waits.
   *
   * @param site empty when it is not known
   */
  Entry enter(String zone, Target target, String site) {
    if (!isShared(zone, target, site)) {
      return Entry.allowed(() -> {});
    }
    String key = key(zone, site);
    int most = shares.get(zone);
    Instant begin = clock.instant();
    return begin(key, most, begin)
        .map(gap -> Entry.refused(postponed(zone, site, gap)))
        .orElseGet(() -> Entry.allowed(() -> end(key, most, begin)));
  }

  /** Whether {@link #reached} may find something for anybody. */
  synchronized boolean isAnyReached() {
    return full > 0;
  }

  /** What would refuse the entry. */
  Optional<Failure> reached(String zone, Target target, String site) {
    return isShared(zone, target, site)
        ? gap(key(zone, site), shares.get(zone)).map(gap -> postponed(zone, site, gap))
        : Optional.empty();
  }

  private boolean isShared(String zone, Target target, String site) {
    return target.isLookedUp() && !site.isEmpty() && shares.containsKey(zone);
  }

  /** Takes a place; when there is none, says how often one is given back. */
  private synchronized Optional<Duration> begin(String key, int most, Instant now) {
    Optional<Duration> gap = gap(key, most);
    if (gap.isEmpty()) {
      SiteAttempts attempts = running.computeIfAbsent(key, name -> new SiteAttempts());
      attempts.begin(now);
      full += attempts.number() == most ? 1 : 0;
    }
    return gap;
  }

  private synchronized Optional<Duration> gap(String key, int most) {
    return Optional.ofNullable(running.get(key))
        .filter(attempts -> attempts.number() >= most)
        .map(attempts -> attempts.gap(clock.instant(), most));
  }

  private synchronized void end(String key, int most, Instant begin) {
    SiteAttempts attempts = running.get(key);
    full -= attempts.number() == most ? 1 : 0;
    attempts.end(begin, clock.instant());
    if (attempts.number() == 0) {
      running.remove(key);
    }
  }

  private Failure postponed(String zone, String site, Duration gap) {
    String text = "all connections that zone " + zone + " has for " + site + " are in use";
    return Failure.postponed(
        queues.join("share " + key(zone, site), gap, gap),
        SmtpReply.of(451, "4.3.2", "Waiting: " + text));
  }

  private static String key(String zone, String site) {
    return zone + " " + site;
  }
}
