package email.wildduck.james.extension.admin;

import email.wildduck.james.extension.admin.json.PauseJson;
import email.wildduck.james.extension.admin.json.ResumedJson;
import email.wildduck.james.queue.pause.Pause;
import email.wildduck.james.queue.pause.PauseKind;
import email.wildduck.james.queue.pause.Pauses;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.inject.Inject;

/**
 * What nothing is taken of, on all nodes:
 *
 * <pre>{@code
 * GET  /pauses
 * POST /zones/{zone}/pause  {"reason": ...}      POST /zones/{zone}/resume
 * POST /domains/{domain}/pause {"reason": ...}   POST /domains/{domain}/resume
 * }</pre>
 */
final class PauseRoutes {
  private final Pauses pauses;
  private final ActionLog log;

  /** With what pauses and logs. */
  @Inject
  PauseRoutes(Pauses pauses, ActionLog log) {
    this.pauses = pauses;
    this.log = log;
  }

  void define(JsonService service) {
    service.get("/pauses", this::list);
    for (PauseKind kind : PauseKind.values()) {
      String path = "/" + kind.text() + "s/:" + kind.text();
      service.post(path + "/pause", request -> pause(request, kind));
      service.post(path + "/resume", request -> resume(request, kind));
    }
  }

  private List<PauseJson> list(QueueRequest request) {
    request.knowing();
    return pauses.list().stream()
        .sorted(Comparator.comparing(Pause::kind).thenComparing(Pause::name))
        .map(PauseJson::new)
        .collect(Collectors.toList());
  }

  private PauseJson pause(QueueRequest request, PauseKind kind) {
    String name = name(request.knowing(), kind);
    String reason = request.body().knowing("reason").text("reason").orElse("");
    Pause pause = pauses.pause(kind, name, reason);
    log.done(request, "pause", Map.of(kind.text(), name, "reason", reason));
    return new PauseJson(pause);
  }

  private ResumedJson resume(QueueRequest request, PauseKind kind) {
    String name = name(request.knowing(), kind);
    request.body().knowing();
    boolean resumed = pauses.resume(kind, name);
    if (resumed) {
      log.done(request, "resume", Map.of(kind.text(), name));
    }
    return new ResumedJson(kind, name, resumed);
  }

  private static String name(QueueRequest request, PauseKind kind) {
    String name = request.path(kind.text()).toLowerCase(Locale.ROOT);
    if (kind == PauseKind.ZONE) {
      return ActionParser.zone(name);
    }
    if (name.matches(".*[\\s@/].*")) {
      throw Refusals.wrong("domain", name, "it must be the domain of recipients");
    }
    return name;
  }
}
