package email.wildduck.james.extension.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.TestRedis;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.event.RecordedEvents;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.delivery.limit.Restraint;
import email.wildduck.james.delivery.share.SharedRedis;
import email.wildduck.james.delivery.source.AddressNames;
import email.wildduck.james.delivery.suppress.RecentSuppressions;
import email.wildduck.james.delivery.suppress.SuppressionAdministration;
import email.wildduck.james.embedded.MongoForTest;
import email.wildduck.james.embedded.TestStores;
import email.wildduck.james.extension.queue.ServedZones;
import email.wildduck.james.extension.queue.SharedEndings;
import email.wildduck.james.queue.admin.QueueActions;
import email.wildduck.james.queue.admin.QueueBrowser;
import email.wildduck.james.queue.admin.QueueOverview;
import email.wildduck.james.queue.cancel.EarlyEndings;
import email.wildduck.james.queue.handover.DirectQueueing;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.pause.Pauses;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.QueueStoreSettings;
import email.wildduck.james.queue.zone.SendingQueue;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.WebAdminConfiguration;
import org.apache.james.webadmin.WebAdminServer;
import org.apache.james.webadmin.authentication.AuthenticationFilter;
import org.apache.james.webadmin.mdc.LoggingRequestFilter;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.bson.Document;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import spark.Spark;

/** A queue on a real store, and its routes in a real webadmin that asks for {@link #TOKEN}. */
final class AdminQueue implements BeforeEachCallback, AfterEachCallback {
  static final String TOKEN = "Bearer good";

  private static final ServedZones ZONES = ServedZones.of("bulk", "default");

  private static final String POOLS =
      "<pools><pool><name>main</name>"
          + "<address><ip>127.0.0.2</ip><name>two.example.com</name></address>"
          + "<address><ip>127.0.0.3</ip><ratio>0.1</ratio><warmup><start>2020-01-01</start>"
          + "<volumes>5</volumes><group><sites>google.com</sites><volumes>2</volumes></group>"
          + "</warmup></address></pool></pools>";

  private final boolean showingBodies;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Clock clock = Clock.systemUTC();
  private final QueueIdGenerator ids = new QueueIdGenerator(clock, "00ab");
  private final RecordedEvents events = new RecordedEvents();
  private MongoForTest mongo;
  private MongoClient client;
  private QueueStore store;
  private Pauses pauses;
  private SendingQueue sending;
  private WebAdminServer webadmin;
  private TestRedis redis;
  private Restraint restraint;
  private EarlyEndings endings;

  AdminQueue() {
    this(false);
  }

  AdminQueue(boolean showingBodies) {
    this.showingBodies = showingBodies;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    mongo = TestStores.newMongo();
    client = MongoClients.create(mongo.uri());
    store = new QueueStore(database(), QueueStoreSettings.defaults(), ids, clock);
    store.start();
    pauses = new Pauses(store.collections());
    sending = new SendingQueue(store, pauses, new Random(7));
    redis = TestRedis.start();
    WildDuckConfiguration configuration = TestConfiguration.of(POOLS);
    SharedRedis shared =
        new SharedRedis(redis.commands(), "test:" + UUID.randomUUID() + ":", clock);
    endings = new SharedEndings(shared, configuration, clock);
    restraint = new Restraint(configuration, shared, AddressNames.ofHost("mta.example.com"), clock);
    ActionLog log = new ActionLog(new PrometheusRegistry());
    webadmin = new TestWebAdmin(List.of(routes(log), suppressionRoutes(log))).start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    webadmin.destroy();
    store.close();
    client.close();
    mongo.close();
    redis.close();
  }

  MongoDatabase database() {
    return client.getDatabase(mongo.databaseName());
  }

  /** From now on the database does not answer. */
  void loseDatabase() {
    client.close();
  }

  /** A message from alice@example.com in the zone {@code default}. */
  QueueId queue(String... recipients) throws IOException {
    return queueFrom("alice@example.com", recipients);
  }

  QueueId queueFrom(String sender, String... recipients) throws IOException {
    QueueId id = ids.next();
    List<NewDelivery> deliveries =
        List.of(recipients).stream()
            .map(to -> NewDelivery.to("default", to, clock.instant(), DeliveryTarget.mxOfDomain()))
            .collect(Collectors.toList());
    new DirectQueueing(store.collections(), store.files(), store.signals())
        .add(id, NewMessage.of(message(), sender, List.of(recipients)), deliveries);
    return id;
  }

  /** What this node knows of addresses and sites. */
  Restraint restraint() {
    return restraint;
  }

  /** What was ended before its time. */
  EarlyEndings endings() {
    return endings;
  }

  /** What was told of messages. */
  List<Event> events() {
    return events.told();
  }

  TakenDelivery take() {
    return sending.take(TakeRequest.of("default", 1)).get(0);
  }

  SendingQueue sending() {
    return sending;
  }

  void set(QueueId id, String field, Object value) {
    database()
        .getCollection("zone-queue")
        .updateMany(
            new Document("id", id.asString()), new Document("$set", new Document(field, value)));
  }

  JsonNode get(String path) throws Exception {
    return ok(send("GET", path, ""));
  }

  JsonNode post(String path, String body) throws Exception {
    return ok(send("POST", path, body));
  }

  JsonNode delete(String path) throws Exception {
    return ok(send("DELETE", path, ""));
  }

  HttpResponse<String> send(String method, String path, String body) throws Exception {
    return http.send(
        request(method, path, body).header("Authorization", TOKEN).build(),
        HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
  }

  int statusWithoutToken(String path) throws Exception {
    return http.send(request("GET", path, "").build(), HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return new ObjectMapper().readTree(response.body());
  }

  private HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(
            URI.create(
                "http://127.0.0.1:"
                    + webadmin.getPort().getValue()
                    + (path.startsWith("/wildduck/") ? "" : "/wildduck/queue")
                    + path))
        .method(method, HttpRequest.BodyPublishers.ofString(body))
        .timeout(Duration.ofMinutes(1));
  }

  private static JsonNode ok(HttpResponse<String> response) throws IOException {
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + ": " + response.body());
    }
    return json(response);
  }

  private SuppressionRoutes suppressionRoutes(ActionLog log) {
    return new SuppressionRoutes(
        new SuppressionAdministration(database(), clock),
        new RecentSuppressions(database(), 100, System::nanoTime),
        log,
        new JsonTransformer());
  }

  private QueueRoutes routes(ActionLog log) {
    QueueOverview overview = new QueueOverview(store.collections());
    QueueBrowser browser = new QueueBrowser(store.collections(), pauses, ZONES::contains);
    return new QueueRoutes(
        new CountRoutes(overview, store, pauses, ZONES, clock),
        new PauseRoutes(pauses, log),
        new MessageRoutes(browser, store, showingBodies),
        new ActionRoutes(
            browser,
            new QueueActions(store),
            new ActionParser(clock, ZONES, Duration.ofDays(5)),
            new DeletionEvents(browser, events, endings),
            log),
        new InstanceRoutes(overview, sending, log),
        new PoolRoutes(restraint, log),
        new JsonTransformer());
  }

  private static RawMessage message() throws IOException {
    String text = "Subject: Gr\u00fc\u00dfe\r\nMessage-ID: <m@example.com>\r\n\r\nsecret body\r\n";
    return RawMessage.parse(ByteSource.of(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static final class TestWebAdmin extends WebAdminServer {
    TestWebAdmin(List<Routes> routes) {
      super(
          WebAdminConfiguration.TEST_CONFIGURATION,
          routes,
          asking(),
          new RecordingMetricFactory(),
          LoggingRequestFilter.create());
    }

    private static AuthenticationFilter asking() {
      return (request, response) -> {
        if (!TOKEN.equals(request.headers("Authorization"))) {
          throw Spark.halt(401);
        }
        request.attribute(AuthenticationFilter.LOGIN, "root@example.com");
      };
    }
  }
}
