package email.wildduck.james.delivery.limit;

import email.wildduck.james.core.config.SendingRate;
import email.wildduck.james.core.config.TargetLimits;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.share.SharedRedis;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Keeps attempts to the limits of {@code <siteConfig>}, {@code <domainConfig>} and {@code
 * <zone><throttling>}, in this order: what a site or domain refuses takes nothing from its zone.
 * Thread-safe.
 */
final class Limits {
  /** The longest that a caller's thread is held up. */
  static final Duration PATIENCE = Duration.ofMillis(250);

  private static final Duration USUAL_ATTEMPT = Duration.ofSeconds(1);

  private final WildDuckConfiguration configuration;
  private final Map<String, SendingRate> throttling = new HashMap<>();
  private final Places places;
  private final Rates rates;
  private final Queues queues;
  private final Clock clock;

  /** How long an attempt at a site took lately. */
  private final Map<String, Duration> attempts = new ConcurrentHashMap<>();

  Limits(WildDuckConfiguration configuration, SharedRedis redis, Queues queues, Clock clock) {
    this.configuration = configuration;
    configuration
        .zones()
        .all()
        .forEach(
            zone ->
                zone.sending().throttling().ifPresent(rate -> throttling.put(zone.name(), rate)));
    this.places = new Places(redis, clock);
    this.rates = new Rates(redis, PATIENCE, clock);
    this.queues = queues;
    this.clock = clock;
  }

  /** Waits a little if that helps. */
  Entry enter(String zone, String domain, String site) {
    OptionalInt most = site.isEmpty() ? OptionalInt.empty() : ofSite(site).maxConnections();
    if (most.isEmpty()) {
      return withRates(zone, domain, site, () -> {});
    }
    Optional<String> place = places.take(site, most.getAsInt());
    if (place.isEmpty()) {
      return Entry.refused(full(site, most.getAsInt()));
    }
    Instant begin = clock.instant();
    return withRates(
        zone,
        domain,
        site,
        () -> {
          places.leave(site, place.get());
          note(site, Duration.between(begin, clock.instant()));
        });
  }

  private Entry withRates(String zone, String domain, String site, Runnable end) {
    Duration longest = Duration.ZERO;
    for (Map.Entry<String, SendingRate> rate : ratesOf(zone, domain, site).entrySet()) {
      Turn turn = rates.next(rate.getKey(), rate.getValue());
      if (!turn.isGiven()) {
        end.run();
        return Entry.refused(reached(rate.getKey(), rate.getValue(), turn));
      }
      longest = longest.compareTo(turn.delay()) < 0 ? turn.delay() : longest;
    }
    sleep(longest);
    return Entry.allowed(end);
  }

  private Map<String, SendingRate> ratesOf(String zone, String domain, String site) {
    Map<String, SendingRate> all = new LinkedHashMap<>();
    if (!site.isEmpty()) {
      ofSite(site).rate().ifPresent(rate -> all.put("site " + site, rate));
    }
    ofDomain(domain).rate().ifPresent(rate -> all.put("domain " + domain + " in " + zone, rate));
    Optional.ofNullable(throttling.get(zone)).ifPresent(rate -> all.put("zone " + zone, rate));
    return all;
  }

  /** Whether {@link #reached} may find something for anybody. */
  boolean mayBeReached() {
    return places.isAnyHeldHere() || rates.isAnyKnown();
  }

  /** What would refuse the entry, as far as this node was told; nobody is asked. */
  Optional<Failure> reached(String zone, String domain, String site) {
    OptionalInt most = site.isEmpty() ? OptionalInt.empty() : ofSite(site).maxConnections();
    if (most.isPresent() && places.areAllHeldHere(site, most.getAsInt())) {
      return Optional.of(full(site, most.getAsInt()));
    }
    return ratesOf(zone, domain, site).entrySet().stream()
        .flatMap(
            rate ->
                rates.refusalOf(rate.getKey()).stream()
                    .map(turn -> reached(rate.getKey(), rate.getValue(), turn)))
        .findFirst();
  }

  private Failure full(String site, int most) {
    Duration gap = attempts.getOrDefault(site, USUAL_ATTEMPT).dividedBy(most);
    return postponed("places " + site, gap, gap, "all connections to " + site + " are in use");
  }

  private Failure reached(String name, SendingRate rate, Turn turn) {
    return postponed(name, turn.delay(), rate.gap(), "the rate of " + name + " is reached");
  }

  private Failure postponed(String reason, Duration delay, Duration gap, String text) {
    return Failure.postponed(
        queues.join(reason, delay, gap), SmtpReply.of(451, "4.3.2", "Waiting: " + text));
  }

  /** The most messages on one connection to a domain at a site. */
  OptionalInt maxMessages(String domain, String site) {
    return Stream.of(configuration.domains().maxMessages(domain), ofSite(site).maxMessages())
        .filter(OptionalInt::isPresent)
        .mapToInt(OptionalInt::getAsInt)
        .min();
  }

  /** To be called every now and then. */
  void renew() {
    places.renew();
  }

  private TargetLimits ofSite(String site) {
    return configuration.sites().sites().getOrDefault(site, configuration.sites().usual());
  }

  private TargetLimits ofDomain(String domain) {
    return configuration.domains().limits().getOrDefault(domain, configuration.domains().usual());
  }

  private void note(String site, Duration took) {
    attempts.merge(site, took, (before, now) -> before.multipliedBy(3).plus(now).dividedBy(4));
  }

  private static void sleep(Duration delay) {
    try {
      Thread.sleep(delay.toMillis(), delay.toNanosPart() % 1_000_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
