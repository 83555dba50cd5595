package email.wildduck.james.core.event;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;

/**
 * Counts events of messages:
 *
 * <ul>
 *   <li>{@code wildduck_deliveries_total{zone,status}}: attempts, and deliveries that ended without
 *       one; {@code status} is {@code delivered}, {@code deferred}, {@code rejected} or {@code
 *       dropped}
 *   <li>{@code wildduck_messages_total{result}}: messages that were to be queued, reports to
 *       senders among them; {@code queued} or {@code failed}
 *   <li>{@code wildduck_reports_total{type}}: reports to senders that were queued; {@code type} is
 *       {@code failure}, {@code delayed} or {@code success}
 *   <li>under ZoneMTA's names, without {@code _total} ({@code spec/observability.md} §1): {@code
 *       zonemta_delivery_status{status,zone}}, {@code zonemta_message_push{result}}, {@code
 *       zonemta_bounce_generation}, {@code zonemta_message_drop}
 * </ul>
 */
public final class EventMetrics implements EventSink {
  private static final Map<String, String> STATUSES =
      Map.of(
          "ACCEPTED",
          "delivered",
          "DEFERRED",
          "deferred",
          "REJECTED",
          "rejected",
          "DROP",
          "dropped");

  private final Counter deliveries;
  private final Counter messages;
  private final Counter reports;
  private final ZoneMtaCounter zoneMtaStatus;
  private final ZoneMtaCounter zoneMtaPush;
  private final ZoneMtaCounter zoneMtaBounces;
  private final ZoneMtaCounter zoneMtaDrops;

  /** Registers them, so there can be one object for each registry. */
  public EventMetrics(PrometheusRegistry registry) {
    deliveries =
        counter(registry, "wildduck_deliveries_total", "Attempts to deliver", "zone", "status");
    messages =
        counter(registry, "wildduck_messages_total", "Messages that were to be queued", "result");
    reports = counter(registry, "wildduck_reports_total", "Reports to senders", "type");
    zoneMtaStatus =
        new ZoneMtaCounter(
            "zonemta_delivery_status", "Delivery status, as of ZoneMTA", List.of("status", "zone"));
    zoneMtaPush =
        new ZoneMtaCounter(
            "zonemta_message_push", "Queued messages, as of ZoneMTA", List.of("result"));
    zoneMtaBounces =
        new ZoneMtaCounter("zonemta_bounce_generation", "Bounces, as of ZoneMTA", List.of());
    zoneMtaDrops =
        new ZoneMtaCounter("zonemta_message_drop", "Dropped messages, as of ZoneMTA", List.of());
    List.of(zoneMtaStatus, zoneMtaPush, zoneMtaBounces, zoneMtaDrops).forEach(registry::register);
  }

  private static Counter counter(
      PrometheusRegistry registry, String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  @Override
  public void tell(Event event) {
    switch (event.word()) {
      case "QUEUED":
        pushed("success", "queued");
        break;
      case "NOQUEUE":
        pushed("fail", "failed");
        zoneMtaDrops.add();
        break;
      case "QUEUE_BOUNCE":
        reported(event);
        break;
      default:
        ended(event);
    }
  }

  @Override
  public void tell(Event event, Throwable cause) {
    tell(event);
  }

  private void pushed(String zoneMtaResult, String result) {
    messages.labelValues(result).inc();
    zoneMtaPush.add(zoneMtaResult);
  }

  private void reported(Event event) {
    boolean queued = "yes".equals(event.facts().get("queue_bounce_queued"));
    pushed(queued ? "success" : "fail", queued ? "queued" : "failed");
    if (queued) {
      String type = text(event, "queue_bounce_type");
      reports.labelValues(type).inc();
      if (!type.equals("success")) {
        zoneMtaBounces.add();
      }
    }
  }

  private void ended(Event event) {
    String status = STATUSES.getOrDefault(event.word(), "");
    if (status.isEmpty()) {
      return;
    }
    String zone = text(event, "zone");
    deliveries.labelValues(zone, status).inc();
    if (!status.equals("dropped")) {
      zoneMtaStatus.add(status, zone);
    }
  }

  private static String text(Event event, String name) {
    return String.valueOf(event.facts().getOrDefault(name, ""));
  }
}
