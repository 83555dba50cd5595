package email.wildduck.james.extension.admin;

import email.wildduck.james.delivery.limit.Restraint;
import email.wildduck.james.delivery.source.PoolAddress;
import email.wildduck.james.delivery.source.SourcePool;
import email.wildduck.james.delivery.source.ZonePool;
import email.wildduck.james.extension.admin.json.AddressJson;
import email.wildduck.james.extension.admin.json.PoolJson;
import email.wildduck.james.extension.admin.json.SitePauseJson;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.inject.Inject;

/**
 * The addresses that are sent from, and the sites that are left alone, on all nodes:
 *
 * <pre>{@code
 * GET  /pools
 * POST /addresses/{ip}/disable {"reason": ...}   POST /addresses/{ip}/enable
 * GET  /sites
 * POST /sites/{site}/resume
 * }</pre>
 *
 * Enabling an address also ends what sites have on their block lists, as far as it is known here.
 */
final class PoolRoutes {
  private final Restraint restraint;
  private final ActionLog log;

  /** With what is known of addresses and sites. */
  @Inject
  PoolRoutes(Restraint restraint, ActionLog log) {
    this.restraint = restraint;
    this.log = log;
  }

  void define(JsonService service) {
    service.get("/pools", this::pools);
    service.post("/addresses/:ip/disable", this::disable);
    service.post("/addresses/:ip/enable", this::enable);
    service.get("/sites", this::sites);
    service.post("/sites/:site/resume", this::resume);
  }

  private List<PoolJson> pools(QueueRequest request) {
    request.knowing();
    return restraint.sources().pools().stream()
        .map(pool -> new PoolJson(pool, restraint))
        .collect(Collectors.toList());
  }

  private AddressJson disable(QueueRequest request) {
    String ip = known(request.knowing());
    String reason = request.body().knowing("reason").text("reason").orElse("");
    for (ZonePool pool : restraint.sources().pools()) {
      for (SourcePool family : pool.families()) {
        if (isTheLastEnabled(ip, family)) {
          throw Refusals.held(ip + " is the last address of its family in the pool " + pool.name());
        }
      }
    }
    restraint.disabled().disable(ip, reason);
    log.done(request, "disable", Map.of("ip", ip, "reason", reason));
    return new AddressJson(ip, true);
  }

  private boolean isTheLastEnabled(String ip, SourcePool family) {
    List<String> enabled =
        family.addresses().stream()
            .map(PoolAddress::ip)
            .filter(address -> !restraint.disabled().isDisabled(address))
            .collect(Collectors.toList());
    return enabled.equals(List.of(ip));
  }

  private AddressJson enable(QueueRequest request) {
    String ip = known(request.knowing());
    request.body().knowing();
    if (restraint.disabled().enable(ip)) {
      log.done(request, "enable", Map.of("ip", ip));
    }
    return new AddressJson(ip, false);
  }

  private String known(QueueRequest request) {
    String ip = request.path("ip");
    boolean known =
        restraint.sources().pools().stream()
            .flatMap(ZonePool::addresses)
            .anyMatch(address -> address.ip().equals(ip));
    if (!known) {
      throw Refusals.notFound("no pool has an address " + ip + "; GET /pools lists them");
    }
    return ip;
  }

  private List<SitePauseJson> sites(QueueRequest request) {
    request.knowing();
    return restraint.backOff().pauses().entrySet().stream()
        .map(pause -> new SitePauseJson(pause.getKey(), pause.getValue()))
        .collect(Collectors.toList());
  }

  private Map<String, Object> resume(QueueRequest request) {
    String site = request.knowing().path("site");
    request.body().knowing();
    boolean resumed = restraint.backOff().end(site);
    if (resumed) {
      log.done(request, "resume", Map.of("site", site));
    }
    return Map.of("site", site, "resumed", resumed);
  }
}
