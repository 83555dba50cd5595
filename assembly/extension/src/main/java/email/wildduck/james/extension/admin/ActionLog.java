package email.wildduck.james.extension.admin;

import email.wildduck.james.core.event.Event;
import email.wildduck.james.queue.admin.QueueAction;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.TreeMap;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells who did what to the queue: the event {@code QUEUEADMIN}, and {@code
 * wildduck_queue_admin_actions_total{action}}.
 */
@Singleton
final class ActionLog {
  private static final Logger LOGGER = LoggerFactory.getLogger(ActionLog.class);

  private final Counter actions;

  /** One for each registry. */
  @Inject
  ActionLog(PrometheusRegistry metrics) {
    actions =
        Counter.builder()
            .name("wildduck_queue_admin_actions_total")
            .help("What administrators did to the queue over HTTP")
            .labelNames("action")
            .register(metrics);
  }

  /** Something was done to deliveries of one message. */
  void done(QueueRequest request, QueueAction action, String queueId, long changed) {
    write(
        request,
        action.name(),
        with(Event.of("QUEUEADMIN").about(queueId).with("action", action.name()), action.facts())
            .with("changed", changed));
  }

  /**
   * Something was done to many deliveries.
   *
   * @param facts which ones, and what belongs to the action
   */
  void done(QueueRequest request, String action, Map<String, String> facts, long changed) {
    write(
        request,
        action,
        with(Event.of("QUEUEADMIN").with("action", action), facts).with("changed", changed));
  }

  /** Something was done that changes no delivery. */
  void done(QueueRequest request, String action, Map<String, String> facts) {
    write(request, action, with(Event.of("QUEUEADMIN").with("action", action), facts));
  }

  private static Event with(Event event, Map<String, String> facts) {
    Event described = event;
    for (Map.Entry<String, String> fact : new TreeMap<>(facts).entrySet()) {
      described = described.with(fact.getKey(), fact.getValue());
    }
    return described;
  }

  private void write(QueueRequest request, String action, Event event) {
    actions.labelValues(action).inc();
    event
        .with("login", request.login().orElse(""))
        .with("operator", request.operator().orElse(""))
        .with("ip", request.address())
        .info(LOGGER);
  }
}
