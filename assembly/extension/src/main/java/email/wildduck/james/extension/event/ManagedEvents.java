package email.wildduck.james.extension.event;

import email.wildduck.james.core.config.GelfConfiguration;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.event.EventLog;
import email.wildduck.james.core.event.EventMetrics;
import email.wildduck.james.core.event.EventSink;
import email.wildduck.james.core.gelf.GelfSink;
import email.wildduck.james.extension.delivery.HostName;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.annotation.PreDestroy;
import javax.inject.Inject;

/**
 * The log, the metrics and, when it is configured, Graylog. Made eagerly, so that Graylog hears of
 * what happens while the rest is being stopped.
 */
public final class ManagedEvents {
  private final EventSink sink;
  private final Optional<GelfSink> graylog;

  /** Begins. */
  @Inject
  public ManagedEvents(
      WildDuckConfiguration configuration,
      HostName host,
      PrometheusRegistry metrics,
      Clock clock,
      SecureRandom random) {
    GelfConfiguration gelf = configuration.gelf();
    graylog =
        gelf.isEnabled()
            ? Optional.of(start(gelf, host.asString(), metrics, clock, random))
            : Optional.empty();
    List<EventSink> sinks = new ArrayList<>(List.of(new EventLog(), new EventMetrics(metrics)));
    graylog.ifPresent(sinks::add);
    sink = EventSink.all(sinks);
  }

  private static GelfSink start(
      GelfConfiguration gelf,
      String host,
      PrometheusRegistry metrics,
      Clock clock,
      SecureRandom random) {
    try {
      return GelfSink.start(gelf, host, metrics, clock, random);
    } catch (IOException e) {
      throw new UncheckedIOException("the system gives no socket for <gelf>", e);
    }
  }

  /** All of them. */
  public EventSink sink() {
    return sink;
  }

  /** Called by James when everything else has stopped. */
  @PreDestroy
  public void close() {
    graylog.ifPresent(GelfSink::close);
  }
}
