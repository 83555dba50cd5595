package email.wildduck.james.extension.admin;

import email.wildduck.james.extension.admin.json.InstanceJson;
import email.wildduck.james.extension.admin.json.TakeOverJson;
import email.wildduck.james.queue.admin.QueueOverview;
import email.wildduck.james.queue.zone.SendingQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;

/**
 * Other instances, such as ZoneMTAs, that deliveries were given to:
 *
 * <pre>{@code
 * GET  /instances
 * POST /take-over[?dryRun=true] {"instance": ...}
 * }</pre>
 *
 * Taking over is for an instance that is gone for good: one that still runs would deliver the same
 * a second time.
 */
final class InstanceRoutes {
  private final QueueOverview overview;
  private final SendingQueue sending;
  private final ActionLog log;

  /** With what counts, takes over and logs. */
  @Inject
  InstanceRoutes(QueueOverview overview, SendingQueue sending, ActionLog log) {
    this.overview = overview;
    this.sending = sending;
    this.log = log;
  }

  void define(JsonService service) {
    service.get("/instances", this::instances);
    service.post("/take-over", this::takeOver);
  }

  private List<InstanceJson> instances(QueueRequest request) {
    request.knowing();
    List<InstanceJson> instances = new ArrayList<>();
    overview.instances().forEach((name, count) -> instances.add(new InstanceJson(name, count)));
    return instances;
  }

  private TakeOverJson takeOver(QueueRequest request) {
    request.knowing("dryRun");
    String instance = request.body().knowing("instance").required("instance");
    if (!overview.instances().containsKey(instance)) {
      throw Refusals.notFound(
          "no delivery was given to an instance " + instance + "; GET /instances lists them");
    }
    if (request.flag("dryRun")) {
      return new TakeOverJson(instance, true, overview.instances().get(instance));
    }
    long taken = sending.takeOver(instance);
    log.done(request, "take-over", Map.of("instance", instance), taken);
    return new TakeOverJson(instance, false, taken);
  }
}
