package email.wildduck.james.queue.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import email.wildduck.james.queue.CrashAt;
import email.wildduck.james.queue.MutableClock;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.admin.QueueOverview;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.pause.PauseKind;
import email.wildduck.james.queue.pause.Pauses;
import email.wildduck.james.queue.store.QueueCollections;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueueGaugesTest {
  private static final List<String> TWO = List.of("b@one.example", "c@two.example");

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T12:00:00Z"));
  private final PrometheusRegistry registry = new PrometheusRegistry();

  @Test
  void deliveriesAreShownByZoneAndState() {
    QueueNode node = node();
    queue(node);
    node.accept(new QueueIdGenerator(clock, "00ac").next(), TWO);
    mongo
        .deliveries()
        .updateOne(
            new Document("recipient", "c@two.example"),
            new Document("$set", new Document("assigned", "zonemta-1")));
    node.pauses.pause(PauseKind.ZONE, "slow", "asked for");
    clock.advance(Duration.ofSeconds(90));
    register(node.collections, node.pauses);

    assertThat(values("wildduck_queue_deliveries"))
        .containsEntry("state=ready,zone=default", 1.0)
        .containsEntry("state=elsewhere,zone=default", 1.0)
        .containsEntry("state=set_aside,zone=default", 0.0)
        .containsEntry("state=ready,zone=james:spool", 1.0);
    assertThat(values("wildduck_queue_oldest_seconds")).containsEntry("zone=default", 90.0);
    assertThat(values("wildduck_queue_paused")).containsEntry("kind=zone,name=slow", 1.0);
    assertThat(values("zonemta_queue_size"))
        .containsEntry("type=queued", 2.0)
        .containsEntry("type=deferred", 0.0);
    assertThat(values("wildduck_queue_readable")).containsEntry("", 1.0);
  }

  @Test
  void queueIsCountedOnceInTenSeconds() {
    QueueNode node = node();
    register(node.collections, node.pauses);
    assertThat(values("wildduck_queue_deliveries")).isEmpty();

    queue(node);
    clock.advance(Duration.ofSeconds(9));
    assertThat(values("wildduck_queue_deliveries")).isEmpty();
    clock.advance(Duration.ofSeconds(2));
    assertThat(values("wildduck_queue_deliveries")).isNotEmpty();
  }

  @Test
  void scrapeSucceedsWithoutADatabase() {
    MongoClient client = MongoClients.create("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=50");
    client.close();
    QueueCollections away =
        QueueCollections.of(
            client.getDatabase("gone"), QueueDatabase.SETTINGS, clock, new CrashAt());
    register(away, new Pauses(away));

    assertThat(values("wildduck_queue_readable")).containsEntry("", 0.0);
    assertThat(values("wildduck_queue_deliveries")).isEmpty();
    assertThat(values("zonemta_queue_size")).isEmpty();
  }

  private QueueNode node() {
    mongo.store(clock);
    return new QueueNode(mongo.database(), clock, "0001");
  }

  private void queue(QueueNode node) {
    node.accept(new QueueIdGenerator(clock, "00ab").next(), TWO);
    node.handOver(node.store.take(QueueNode.SPOOL).orElseThrow(), TWO);
  }

  private void register(QueueCollections collections, Pauses pauses) {
    new QueueGauges(new QueueOverview(collections), pauses, clock).register(registry);
  }

  private Map<String, Double> values(String name) {
    Map<String, Double> values = new TreeMap<>();
    registry.scrape(name::equals).stream()
        .flatMap(metric -> metric.getDataPoints().stream())
        .map(GaugeSnapshot.GaugeDataPointSnapshot.class::cast)
        .forEach(point -> values.put(labels(point), point.getValue()));
    return values;
  }

  private static String labels(GaugeSnapshot.GaugeDataPointSnapshot point) {
    Map<String, String> labels = new TreeMap<>();
    point.getLabels().forEach(label -> labels.put(label.getName(), label.getValue()));
    return labels.toString().replaceAll("[{} ]", "");
  }
}
