package email.wildduck.james.core.gelf;

import email.wildduck.james.core.config.GelfConfiguration;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.event.EventSink;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events to a Graylog server, on a thread of its own. An event that finds {@value #ROOM}
 * others waiting is lost. {@code wildduck_gelf_events_total{result}} counts them: {@code sent},
 * {@code lost} or {@code failed}. The name of the server is looked up again for every event, as
 * often as Java's cache says.
 */
public final class GelfSink implements EventSink, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(GelfSink.class);
  private static final int ROOM = 10_000;
  private static final Duration END = Duration.ofSeconds(2);
  private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);

  private final GelfConfiguration configuration;
  private final GelfMessage form;
  private final GelfDatagrams datagrams;
  private final DatagramSocket socket;
  private final Counter events;
  private final Clock clock;
  private final BlockingQueue<Told> waiting = new ArrayBlockingQueue<>(ROOM);
  private final Thread sender = new Thread(this::run, "gelf");
  private volatile boolean closed;
  private Instant nextComplaint = Instant.MIN;

  private GelfSink(
      GelfConfiguration configuration,
      String source,
      PrometheusRegistry metrics,
      Clock clock,
      Random random)
      throws IOException {
    this.configuration = configuration;
    this.form = new GelfMessage(configuration, configuration.source().orElse(source));
    this.datagrams = new GelfDatagrams(random);
    this.clock = clock;
    this.socket = new DatagramSocket();
    this.events =
        Counter.builder()
            .name("wildduck_gelf_events_total")
            .help("Events of messages by whether they were sent to Graylog")
            .labelNames("result")
            .register(metrics);
    this.sender.setDaemon(true);
  }

  /**
   * Begins; nothing is sent yet.
   *
   * @param source the name of this host
   * @param metrics must not have the counter yet
   * @throws IOException when the system gives no socket
   */
  public static GelfSink start(
      GelfConfiguration configuration,
      String source,
      PrometheusRegistry metrics,
      Clock clock,
      Random random)
      throws IOException {
    GelfSink sink = new GelfSink(configuration, source, metrics, clock, random);
    sink.sender.start();
    return sink;
  }

  @Override
  public void tell(Event event) {
    if (closed || !waiting.offer(new Told(event, clock.instant()))) {
      events.labelValues("lost").inc();
    }
  }

  @Override
  public void tell(Event event, Throwable cause) {
    tell(event);
  }

  private void run() {
    while (!closed || !waiting.isEmpty()) {
      try {
        Told next = waiting.poll(200, TimeUnit.MILLISECONDS);
        if (next != null) {
          send(next);
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void send(Told told) {
    try {
      InetSocketAddress graylog = new InetSocketAddress(configuration.host(), configuration.port());
      if (graylog.isUnresolved()) {
        throw new IOException(configuration.host() + " is not known to the DNS");
      }
      for (byte[] datagram : datagrams.of(form.of(told.event, told.time))) {
        socket.send(new DatagramPacket(datagram, datagram.length, graylog));
      }
      events.labelValues("sent").inc();
    } catch (IOException | RuntimeException e) {
      events.labelValues("failed").inc();
      complain(e);
    }
  }

  /** Not for every event: they come by the thousand. */
  private void complain(Exception cause) {
    Instant now = clock.instant();
    if (!now.isBefore(nextComplaint)) {
      nextComplaint = now.plus(BETWEEN_COMPLAINTS);
      LOGGER.warn("Events cannot be sent to Graylog at {}", configuration.host(), cause);
    }
  }

  /** Sends what waits, for two seconds at most; what is told afterwards is lost. */
  @Override
  public void close() {
    closed = true;
    try {
      sender.join(END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sender.interrupt();
    socket.close();
  }

  private static final class Told {
    private final Event event;
    private final Instant time;

    Told(Event event, Instant time) {
      this.event = event;
      this.time = time;
    }
  }
}
