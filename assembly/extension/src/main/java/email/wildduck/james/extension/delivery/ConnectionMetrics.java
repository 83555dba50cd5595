package email.wildduck.james.extension.delivery;

import email.wildduck.james.delivery.send.SmtpTransport;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import javax.inject.Inject;

/**
 * Connections to other servers: {@code wildduck_connection_reuses_total}, {@code
 * wildduck_connections_idle}, and the same under ZoneMTA's names, {@code zonemta_connection_reuses}
 * and {@code zonemta_connection_pool_size}. Made eagerly, because nobody asks for it.
 */
final class ConnectionMetrics {

  @Inject
  ConnectionMetrics(ManagedTransport transport, PrometheusRegistry metrics) {
    SmtpTransport connections = transport.connections();
    CounterWithCallback.builder()
        .name("wildduck_connection_reuses_total")
        .help("Messages over a connection that had carried another")
        .callback(count -> count.call((double) connections.reusedConnections()))
        .register(metrics);
    gauge("wildduck_connections_idle", "Connections that wait for another message")
        .callback(gauge -> gauge.call(connections.idleConnections()))
        .register(metrics);
    // a gauge, because the client's counters end with _total
    gauge("zonemta_connection_reuses", "Reuses of connections, as of ZoneMTA")
        .callback(gauge -> gauge.call((double) connections.reusedConnections()))
        .register(metrics);
    gauge("zonemta_connection_pool_size", "Idle connections, as of ZoneMTA")
        .callback(gauge -> gauge.call(connections.idleConnections()))
        .register(metrics);
  }

  private static GaugeWithCallback.Builder gauge(String name, String help) {
    return GaugeWithCallback.builder().name(name).help(help);
  }
}
