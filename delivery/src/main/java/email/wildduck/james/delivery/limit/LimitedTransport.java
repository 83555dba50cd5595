package email.wildduck.james.delivery.limit;

import email.wildduck.james.delivery.attempt.DeliveryPolicy;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.DeliveryResult;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.Protocol;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.ReuseLimits;
import email.wildduck.james.delivery.attempt.Source;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.attempt.Transport;
import email.wildduck.james.delivery.site.Sites;
import email.wildduck.james.delivery.source.SourceChoice;
import email.wildduck.james.delivery.source.Sources;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sends from the addresses of the zone's pool, within the limits and pauses of site, domain and
 * zone and the share of a zone that one site may have. Recipients that the pool has different
 * addresses for go in different transactions, each of which counts. What may not be attempted now
 * fails with a time ({@link Failure#notBefore}). Requests without a zone, local deliveries and
 * those to web servers pass as they are.
 */
public final class LimitedTransport implements Transport {
  private final Transport next;
  private final Sites sites;
  private final Sources sources;
  private final Obstacles obstacles;
  private final SiteShares shares;
  private final Limits limits;
  private final FailedConnects failed;
  private final Lessons lessons;

  LimitedTransport(
      Transport next,
      Sites sites,
      Sources sources,
      Obstacles obstacles,
      SiteShares shares,
      Limits limits,
      FailedConnects failed,
      Lessons lessons) {
    this.next = next;
    this.sites = sites;
    this.sources = sources;
    this.obstacles = obstacles;
    this.shares = shares;
    this.limits = limits;
    this.failed = failed;
    this.lessons = lessons;
  }

  @Override
  public DeliveryResult deliver(DeliveryRequest request) {
    if (isFree(request.zone(), request.target())) {
      return next.deliver(request);
    }
    String site = sites.siteOf(request.target()).orElse("");
    return parts(request, site).deliver((part, choices) -> deliver(part, site, choices));
  }

  private DeliveryResult deliver(DeliveryRequest request, String site, List<SourceChoice> choices) {
    Optional<Failure> obstacle = obstacles.pauseOf(site).or(() -> failed.find(request));
    if (obstacle.isPresent()) {
      return DeliveryResult.failed(request, obstacle.get());
    }
    // before the limits that are shared: what is refused here takes nothing from them
    try (Entry share = shares.enter(request.zone(), request.target(), site)) {
      return share
          .refusal()
          .map(refusal -> DeliveryResult.failed(request, refusal))
          .orElseGet(() -> deliverWithinLimits(request, site, choices));
    }
  }

  private DeliveryResult deliverWithinLimits(
      DeliveryRequest request, String site, List<SourceChoice> choices) {
    try (Entry entry = limits.enter(request.zone(), domainOf(request), site)) {
      return entry
          .refusal()
          .map(refusal -> DeliveryResult.failed(request, refusal))
          .orElseGet(() -> attempt(request, site, choices));
    }
  }

  /**
   * Why a delivery would be postponed, as far as this node knows without a question to others. To
   * be asked before a message is read; empty says nothing.
   *
   * @param domain of the recipients
   */
  public Optional<Failure> obstacleTo(String zone, String domain, Target target) {
    return isFree(zone, target)
        ? Optional.empty()
        : obstacles.find(zone, domain.toLowerCase(Locale.ROOT), target);
  }

  /**
   * The names in EHLO that a request can be sent under, in the order of its recipients and of the
   * families; the same as long as no address of the pool is taken out of use.
   */
  public Set<String> namesFor(DeliveryRequest request) {
    Set<String> names = new LinkedHashSet<>();
    if (!isFree(request.zone(), request.target())) {
      String site = sites.siteOf(request.target()).orElse("");
      parts(request, site).choices().stream()
          .flatMap(List::stream)
          .forEach(choice -> names.add(choice.address().source().name()));
    }
    return names.isEmpty() ? Set.of(sources.hostName()) : names;
  }

  private SourceParts parts(DeliveryRequest request, String site) {
    return SourceParts.of(
        request, sources.selection(request.zone(), request.sender(), domainOf(request), site));
  }

  private static boolean isFree(String zone, Target target) {
    return zone.isEmpty() || target.isLocalDelivery() || target.protocol() == Protocol.HTTP;
  }

  private DeliveryResult attempt(DeliveryRequest request, String site, List<SourceChoice> choices) {
    String domain = domainOf(request);
    boolean blockedHere = choices.isEmpty() && lessons.isBlockedHere(site);
    DeliveryRequest restrained =
        request.withPolicy(policy(request.policy(), limits.maxMessages(domain, site)));
    DeliveryResult result =
        next.deliver(choices.isEmpty() ? restrained : restrained.withSources(sourcesOf(choices)));
    failed.note(request, failureOfAll(result));
    return site.isEmpty() ? result : lessons.learn(request, site, choices, blockedHere, result);
  }

  private static DeliveryPolicy policy(DeliveryPolicy given, OptionalInt maxMessages) {
    return maxMessages.isPresent()
        ? given.withReuse(
            given.reuse().orElse(ReuseLimits.standard()).atMost(maxMessages.getAsInt()))
        : given;
  }

  private static List<Source> sourcesOf(List<SourceChoice> choices) {
    return choices.stream().map(choice -> choice.address().source()).collect(Collectors.toList());
  }

  /** The failure, unless somebody was reached. */
  private static Optional<Failure> failureOfAll(DeliveryResult result) {
    return result.outcomes().stream()
        .map(RecipientOutcome::failure)
        .reduce((one, other) -> one.isEmpty() ? one : other)
        .flatMap(failure -> failure);
  }

  private static String domainOf(DeliveryRequest request) {
    String recipient = request.recipients().get(0).address();
    return recipient.substring(recipient.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
  }

  /** To be called every twenty seconds or so: it keeps what this node holds for all nodes. */
  public void renew() {
    limits.renew();
  }

  @Override
  public void close() {
    next.close();
  }
}
