package email.wildduck.james.delivery.sts;

import email.wildduck.james.delivery.cache.ExpiringCache;
import email.wildduck.james.delivery.dns.DnsException;
import email.wildduck.james.delivery.dns.TextRecords;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies of all domains. One is fetched when DNS tells of one that is not known, or of
 * another id, or when it gets old; when that does not work, the one that is known holds on, and it
 * is tried again after five minutes. Thread-safe; at most one thread fetches the policy of a
 * domain, and others wait for it only when there is none.
 */
public final class StsPolicies {
  private static final Logger LOGGER = LoggerFactory.getLogger(StsPolicies.class);
  private static final int MOST = 20_000;
  private static final Duration PAUSE = Duration.ofMinutes(5);
  private static final Duration NOTHING_SHARED = Duration.ofMinutes(1);

  private final TextRecords dns;
  private final PolicySource source;
  private final SharedPolicies shared;
  private final StsReport report;
  private final Clock clock;
  private final ExpiringCache<String, Optional<CachedPolicy>> known;
  private final ExpiringCache<String, Boolean> failed;
  private final ConcurrentMap<String, CompletableFuture<Optional<CachedPolicy>>> underWay =
      new ConcurrentHashMap<>();

  /** Starts with what {@code shared} has. */
  public StsPolicies(
      TextRecords dns, PolicySource source, SharedPolicies shared, StsReport report, Clock clock) {
    this.dns = dns;
    this.source = source;
    this.shared = shared;
    this.report = report;
    this.clock = clock;
    this.known = new ExpiringCache<>(MOST, () -> nanos(clock));
    this.failed = new ExpiringCache<>(MOST, () -> nanos(clock));
  }

  private static long nanos(Clock clock) {
    return clock.millis() * 1_000_000;
  }

  /**
   * The policy that holds now.
   *
   * @param domain in ASCII, in lower case
   */
  public Optional<StsPolicy> policyOf(String domain) {
    Optional<CachedPolicy> held = held(domain);
    Optional<String> id = announced(domain);
    boolean wanted =
        id.isPresent()
            && (held.isEmpty()
                || !held.get().id().equals(id.get())
                || held.get().isOldAt(clock.instant()));
    if (wanted && failed.get(domain).isEmpty()) {
      held = fetchedOnce(domain, id.get(), held).or(() -> held(domain));
    }
    return held.map(CachedPolicy::policy);
  }

  private Optional<CachedPolicy> held(String domain) {
    return known.get(domain).orElseGet(() -> sharedOf(domain));
  }

  private Optional<CachedPolicy> sharedOf(String domain) {
    Optional<CachedPolicy> found =
        shared.find(domain).filter(policy -> isAlive(policy.lifeAt(clock.instant())));
    known.put(
        domain, found, found.map(policy -> policy.lifeAt(clock.instant())).orElse(NOTHING_SHARED));
    return found;
  }

  private static boolean isAlive(Duration life) {
    return !life.isNegative() && !life.isZero();
  }

  private Optional<String> announced(String domain) {
    try {
      return StsRecord.idOf(dns.texts("_mta-sts." + domain));
    } catch (DnsException e) {
      LOGGER.debug("{}: no answer about MTA-STS: {}", domain, e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<CachedPolicy> fetchedOnce(
      String domain, String id, Optional<CachedPolicy> held) {
    CompletableFuture<Optional<CachedPolicy>> mine = new CompletableFuture<>();
    CompletableFuture<Optional<CachedPolicy>> first = underWay.putIfAbsent(domain, mine);
    if (first != null) {
      // The other thread is bound by the time limit of the source.
      return held.isPresent() ? held : first.join();
    }
    try {
      Optional<CachedPolicy> fetched = fetched(domain, id);
      mine.complete(fetched);
      return fetched;
    } finally {
      underWay.remove(domain);
      mine.complete(Optional.empty());
    }
  }

  private Optional<CachedPolicy> fetched(String domain, String id) {
    try {
      CachedPolicy policy = new CachedPolicy(id, source.fetch(domain), clock.instant());
      Duration life = policy.lifeAt(clock.instant());
      known.put(domain, Optional.of(policy), life);
      shared.store(domain, policy, life);
      report.fetched(domain, id, policy.policy());
      return Optional.of(policy);
    } catch (StsException e) {
      failed.put(domain, true, PAUSE);
      report.notFetched(domain, id, e);
      return Optional.empty();
    }
  }
}
