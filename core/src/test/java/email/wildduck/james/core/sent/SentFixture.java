package email.wildduck.james.core.sent;

import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.api.ScriptedApi;
import email.wildduck.james.core.api.WildDuckApi;
import email.wildduck.james.core.audit.UploadedAudits;
import email.wildduck.james.core.config.WildDuckConfiguration;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;
import org.bson.types.ObjectId;

/** A user with a Sent folder, a scripted API, and what takes copies for it. */
final class SentFixture implements AutoCloseable {
  static final String BUCKET = "wildduckjames.sent";

  final TestMongo mongo = TestMongo.start();
  final MutableClock clock = new MutableClock("2026-11-23T16:00:00Z");
  final ObjectId user = new ObjectId();
  final ScriptedApi api;
  final ObjectId mailbox;

  SentFixture() {
    try {
      api = ScriptedApi.start(mongo.database());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    mailbox = api.giveSentFolder(user);
    store("users", new Document("_id", user).append("uploadSentMessages", true));
  }

  /** A node, which does nothing by itself before it is started. */
  Node node(String sentSettings) {
    return new Node(sentSettings, new PrometheusRegistry());
  }

  /** One process, with threads of its own or led by the test. */
  final class Node {
    final PrometheusRegistry registry;
    final SentCopies copies;
    final SentJobs jobs;
    private final SentAttempts attempts;

    private Node(String sentSettings, PrometheusRegistry registry) {
      this.registry = registry;
      WildDuckConfiguration configuration =
          TestConfiguration.of(
              "<api><url>"
                  + api.url()
                  + "</url><timeout>1s</timeout></api><sent>"
                  + sentSettings
                  + "</sent>");
      WildDuckApi client = new WildDuckApi(configuration.api());
      var databases =
          new SentDatabases(mongo.database(), mongo.database(), mongo.database(), mongo.database());
      copies = SentCopies.on(databases, configuration.sent(), client, registry, clock);
      jobs = new SentJobs(mongo.database(), BUCKET, Duration.ofMinutes(1));
      jobs.createIndexes();
      SentUpload upload =
          new SentUpload(
              client,
              new StoredMessages(mongo.database()),
              new UploadedAudits(mongo.database(), mongo.database()),
              configuration.sent().skipExisting());
      attempts =
          new SentAttempts(
              jobs,
              upload,
              configuration.sent().giveUpAfter(),
              new SentMetrics(new PrometheusRegistry()),
              clock);
    }

    /** Makes one attempt on the test's thread. */
    boolean attempt() {
      return attempts.next();
    }
  }

  void store(String collection, Document document) {
    mongo.database().getCollection(collection).insertOne(document);
  }

  Document message() {
    return mongo.database().getCollection("messages").find().first();
  }

  Document job() {
    return mongo.database().getCollection(BUCKET + ".files").find().first();
  }

  long jobs() {
    return mongo.database().getCollection(BUCKET + ".files").countDocuments();
  }

  long chunks() {
    return mongo.database().getCollection(BUCKET + ".chunks").countDocuments();
  }

  /** When the copy is tried next. */
  Date due() {
    return job().get("metadata", Document.class).getDate("due");
  }

  static double counted(PrometheusRegistry registry, String result) {
    for (MetricSnapshot metric : registry.scrape()) {
      if (metric.getMetadata().getName().equals("wildduck_sent_copies")) {
        return ((CounterSnapshot) metric)
            .getDataPoints().stream()
                .filter(point -> result.equals(point.getLabels().get("result")))
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
      }
    }
    return 0;
  }

  @Override
  public void close() {
    api.close();
    mongo.close();
  }
}
