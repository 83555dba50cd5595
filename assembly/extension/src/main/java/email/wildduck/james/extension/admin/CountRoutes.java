package email.wildduck.james.extension.admin;

import email.wildduck.james.extension.admin.json.CountsJson;
import email.wildduck.james.extension.admin.json.DomainJson;
import email.wildduck.james.extension.queue.ServedZones;
import email.wildduck.james.queue.admin.DomainRanking;
import email.wildduck.james.queue.admin.QueueCounts;
import email.wildduck.james.queue.admin.QueueOverview;
import email.wildduck.james.queue.pause.Pause;
import email.wildduck.james.queue.pause.PauseKind;
import email.wildduck.james.queue.pause.Pauses;
import email.wildduck.james.queue.store.QueueStore;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;

/**
 * How much waits where:
 *
 * <pre>{@code
 * GET /zones      GET /zones/{zone}
 * GET /domains?zone=&limit=      GET /domains/{domain}
 * }</pre>
 *
 * A zone is listed that has deliveries, is paused, or is served by this node.
 */
final class CountRoutes {
  private static final int USUAL = 20;
  private static final int MOST = 1000;

  private final QueueOverview overview;
  private final DomainRanking ranking;
  private final Pauses pauses;
  private final ServedZones served;
  private final Clock clock;

  /** With what counts. */
  @Inject
  CountRoutes(
      QueueOverview overview, QueueStore store, Pauses pauses, ServedZones served, Clock clock) {
    this.overview = overview;
    this.served = served;
    this.ranking = new DomainRanking(store.collections());
    this.pauses = pauses;
    this.clock = clock;
  }

  void define(JsonService service) {
    service.get("/zones", this::zones);
    service.get("/zones/:zone", this::zone);
    service.get("/domains", this::domains);
    service.get("/domains/:domain", this::domain);
  }

  private List<CountsJson> zones(QueueRequest request) {
    request.knowing();
    Map<String, Pause> paused = paused(PauseKind.ZONE);
    Map<String, QueueCounts> zones =
        overview.zones().stream()
            .collect(
                Collectors.toMap(
                    QueueCounts::name, Function.identity(), (one, other) -> one, TreeMap::new));
    Stream.concat(paused.keySet().stream(), served.names().stream())
        .forEach(name -> zones.computeIfAbsent(name, overview::zone));
    return zones.values().stream().map(counts -> zone(counts, paused)).collect(Collectors.toList());
  }

  private CountsJson zone(QueueRequest request) {
    return zone(overview.zone(request.knowing().path("zone")), paused(PauseKind.ZONE));
  }

  private List<DomainJson> domains(QueueRequest request) {
    request.knowing("zone", "limit");
    return ranking.top(request.number("limit", USUAL, MOST), request.text("zone")).stream()
        .map(DomainJson::new)
        .collect(Collectors.toList());
  }

  private CountsJson domain(QueueRequest request) {
    QueueCounts counts = overview.domain(request.knowing().path("domain"));
    return json(counts, paused(PauseKind.DOMAIN), Optional.empty());
  }

  private Map<String, Pause> paused(PauseKind kind) {
    return pauses.list().stream()
        .filter(pause -> pause.kind() == kind)
        .collect(Collectors.toMap(Pause::name, Function.identity()));
  }

  private CountsJson zone(QueueCounts counts, Map<String, Pause> paused) {
    Optional<Boolean> isServed =
        counts.isQueueOfJames() ? Optional.empty() : Optional.of(served.contains(counts.name()));
    return json(counts, paused, isServed);
  }

  private CountsJson json(
      QueueCounts counts, Map<String, Pause> paused, Optional<Boolean> isServed) {
    Optional<Pause> pause = Optional.ofNullable(paused.get(counts.name().toLowerCase(Locale.ROOT)));
    return new CountsJson(counts, pause, isServed, clock.instant());
  }
}
