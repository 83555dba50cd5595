package email.wildduck.james.core.gelf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.config.ConfigurationException;
import email.wildduck.james.core.config.GelfConfiguration;
import email.wildduck.james.core.event.Event;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GelfSinkTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:00:00.250Z"), ZoneOffset.UTC);

  private final PrometheusRegistry metrics = new PrometheusRegistry();

  @Test
  void eventIsOneDatagramOfJson() throws Exception {
    try (DatagramSocket graylog = graylog();
        GelfSink sink = sink("127.0.0.1", graylog.getLocalPort())) {
      sink.tell(
          Event.of("ACCEPTED").about("1a2.001").with("response", "250 \"OK\"").with("tls", true));

      Document received = Document.parse(text(receive(graylog)));

      assertThat(received)
          .containsEntry("version", "1.1")
          .containsEntry("host", "mta.example.net")
          .containsEntry("short_message", "MTA [ACCEPTED] 1a2.001")
          .containsEntry("timestamp", 1795428000.25)
          .containsEntry("_queue_id", "1a2")
          .containsEntry("_queue_id_seq", "001")
          .containsEntry("_response", "250 \"OK\"")
          .containsEntry("_tls", "yes");
    }
  }

  @Test
  void largeEventIsCompressed() throws Exception {
    String recipients = "bob@example.net,".repeat(300).replaceAll(",$", "");
    try (DatagramSocket graylog = graylog();
        GelfSink sink = sink("127.0.0.1", graylog.getLocalPort())) {
      sink.tell(Event.of("QUEUED").about("1a2").with("to", Arrays.asList(recipients.split(","))));

      byte[] datagram = receive(graylog);

      assertThat(datagram.length).isLessThanOrEqualTo(GelfDatagrams.LARGEST);
      assertThat(Document.parse(text(unzip(datagram)))).containsEntry("_to", recipients);
    }
  }

  @Property
  void chunksAreThePackedMessage(@ForAll @IntRange(min = 0, max = 60_000) int size)
      throws IOException {
    byte[] message = new byte[size];
    new Random(size).nextBytes(message);

    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    int number = 0;
    var datagrams = new GelfDatagrams(new Random(1)).of(message);
    for (byte[] datagram : datagrams) {
      assertThat(datagram.length).isLessThanOrEqualTo(GelfDatagrams.LARGEST);
      if (datagrams.size() == 1) {
        packed.write(datagram);
      } else {
        ByteBuffer chunk = ByteBuffer.wrap(datagram);
        assertThat(chunk.getShort()).isEqualTo((short) 0x1e0f);
        assertThat(chunk.getLong()).isEqualTo(new Random(1).nextLong());
        assertThat(chunk.get()).isEqualTo((byte) number++);
        assertThat(chunk.get()).isEqualTo((byte) datagrams.size());
        packed.write(datagram, 12, datagram.length - 12);
      }
    }

    byte[] sent = packed.toByteArray();
    assertThat(size <= GelfDatagrams.LARGEST ? sent : unzip(sent)).isEqualTo(message);
  }

  @Test
  void graylogThatIsNotThereKeepsNobodyWaiting() throws Exception {
    try (GelfSink sink = sink("graylog.invalid", 12_201)) {
      IntStream.range(0, 5).forEach(i -> sink.tell(Event.of("ACCEPTED").about("1a2." + i)));

      Awaitility.await().until(() -> counted("failed") == 5);
    }
  }

  @Test
  void whatIsToldAfterTheEndIsLostAndCounted() throws Exception {
    GelfSink sink = sink("127.0.0.1", 9);
    sink.close();

    sink.tell(Event.of("ACCEPTED").about("1a2.001"));

    assertThat(counted("lost")).isEqualTo(1);
  }

  @Test
  void subjectIsToldOnlyAsFarAsConfigured() {
    Event event = Event.of("QUEUED").about("1a2").withContent("subject", "Secret plans", 100);

    assertThat(new GelfMessage(configuration(""), "x").fields(event, Instant.EPOCH))
        .doesNotContainKey("_subject");
    assertThat(
            new GelfMessage(configuration("<subjectLength>6</subjectLength>"), "x")
                .fields(event, Instant.EPOCH))
        .containsEntry("_subject", "Secret");
    assertThat(event.toString()).doesNotContain("Secret");
  }

  @Test
  void gelfHasTheDefaultsOfZoneMta() {
    GelfConfiguration gelf = configuration("");

    assertThat(gelf.isEnabled()).isFalse();
    assertThat(gelf.host()).isEqualTo("127.0.0.1");
    assertThat(gelf.port()).isEqualTo(12_201);
    assertThat(gelf.component()).isEqualTo("mta");
    assertThat(gelf.facility()).isEqualTo("mta");
    assertThat(configuration("<component>out</component>").facility()).isEqualTo("out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<host>a b</host> | it must be the name or the address of a host",
        "<port>0</port> | it must be a whole number from 1 to 65535",
        "<component>a b</component> | it must be a word of at most 40",
        "<subjectLength>-1</subjectLength> | it must be a whole number from 0 to 4000",
        "<url>x</url> | <gelf/url> is unknown; known here: "
      })
  void wrongValuesSayWhatIsRight(String elements, String message) {
    assertThatThrownBy(() -> configuration(elements))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message.strip());
  }

  private GelfSink sink(String host, int port) throws IOException {
    return GelfSink.start(
        configuration("<host>" + host + "</host><port>" + port + "</port>"),
        "mta.example.net",
        metrics,
        CLOCK,
        new Random(1));
  }

  private long counted(String result) {
    return metrics.scrape().stream()
        .filter(snapshot -> snapshot.getMetadata().getName().equals("wildduck_gelf_events"))
        .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
        .filter(point -> result.equals(point.getLabels().get("result")))
        .mapToLong(point -> (long) point.getValue())
        .sum();
  }

  private static GelfConfiguration configuration(String elements) {
    return TestConfiguration.of("<gelf>" + elements + "</gelf>").gelf();
  }

  private static DatagramSocket graylog() throws IOException {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static byte[] receive(DatagramSocket graylog) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
    graylog.receive(packet);
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  private static byte[] unzip(byte[] packed) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8).lines().collect(Collectors.joining("\n"));
  }
}
