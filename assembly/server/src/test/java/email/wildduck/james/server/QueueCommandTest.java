package email.wildduck.james.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoCollection;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.server.demo.ServerPorts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queue from the shell, against the whole server. */
class QueueCommandTest {
  /** A zone that the server does not deliver from. */
  private static final String ZONE = "quiet";

  private static final String SENDER = "alice@example.com";

  @TempDir private static Path folder;
  private static TestServer server;
  private static Shell shell;
  private QueuedMail mail;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(Files.createDirectory(folder.resolve("one")));
    shell = new Shell(server.home());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void empty() {
    documents().deleteMany(new Document());
    mail = new QueuedMail(server.database());
  }

  @AfterEach
  void close() {
    mail.close();
  }

  @Test
  void zonesAreATableForPeople() throws Exception {
    mail.queue(ZONE, SENDER, "a@one.example", "b@two.example");

    assertThat(shell.said("zones"))
        .matches(
            "(?s)ZONE +READY +DEFERRED +LEASED +STAGED +SET ASIDE +ELSEWHERE +OLDEST +NOTES\n"
                + "default +0 +0 +0 +0 +0 +0 +- +-\n"
                + "quiet +2 +0 +0 +0 +0 +0 +[0-9]+ s +not served by this node\n");
    assertThat(shell.said("zones", ZONE)).contains("quiet ");
    assertThat(shell.said("domains")).contains("one.example").contains("DELIVERIES");
    assertThat(shell.said("domains", "one.example")).contains("one.example ");
  }

  @Test
  void answersAreJsonForPrograms() throws Exception {
    QueueId id = mail.queue(ZONE, SENDER, "a@one.example");

    JsonNode page = new ObjectMapper().readTree(shell.said("list", "--json"));

    assertThat(page.path("deliveries").get(0).path("queueId").asText()).isEqualTo(id.asString());
    assertThat(shell.said("zones", "--json")).startsWith("[{\"name\":\"default\",");
  }

  @Test
  void messageIsListedAndShownWithWhyItIsWhereItIs() throws Exception {
    QueueId id = mail.queue(ZONE, SENDER, "a@one.example", "b@two.example");
    shell.said("defer", id + ".001", "--for", "2h");
    documents()
        .updateOne(
            new Document("seq", "001"),
            new Document(
                "$set", new Document("_deferred", new Document("response", "450 \u001b[31m"))));

    assertThat(shell.said("list", "--domain", "two.example"))
        .contains(id + ".002  ready")
        .doesNotContain("one.example");
    assertThat(shell.said("show", id.asString()))
        .contains("message     " + id)
        .contains("from        alice@example.com")
        .contains("body        6 bytes")
        .contains(".001  a@one.example: deferred, zone quiet\n    next attempt at ")
        .contains("last reply: 450 ?[31m")
        .contains(
            ".002  b@two.example: ready, zone quiet\n    due, but this node serves no zone quiet");
    assertThat(shell.said("show", id.asString(), "--header"))
        .isEqualTo("Subject: queued\r\nMessage-ID: <queued@example.com>\r\n\r\n");
    assertThat(shell.queue("show", id.asString(), "--source").errors())
        .contains("queue/showBodies");
  }

  @Test
  void longListIsReadInPages() throws Exception {
    mail.queue(ZONE, SENDER, "a@one.example", "b@two.example", "c@three.example");

    Shell.Result some = shell.queue("list", "--zone", ZONE, "--limit", "2");

    assertThat(some.output().lines()).hasSize(3);
    assertThat(some.errors()).contains("there may be more");
    assertThat(shell.said("list", "--zone", ZONE, "--all").lines()).hasSize(4);
  }

  @Test
  void deliveriesAreChangedByTheirIds() throws Exception {
    QueueId id = mail.queue(ZONE, SENDER, "a@one.example", "b@two.example");

    assertThat(shell.queue("move", id + ".002", "--to", "slow").errors())
        .contains("zone is \"slow\": this node serves default");
    assertThat(shell.said("move", id + ".002", "--to", "slow", "--force"))
        .isEqualTo(id + ".002: 1 delivery moved\n");
    assertThat(shell.said("defer", id.asString(), "--for", "1d"))
        .isEqualTo(id + ": 2 deliveries deferred\n");
    assertThat(shell.said("try", id.asString())).isEqualTo(id + ": 2 deliveries made ready\n");
    assertThat(shell.said("bounce", id + ".001", "--reason", "not wanted any more"))
        .isEqualTo(id + ".001: 1 delivery marked to be bounced\n");
    assertThat(shell.said("list", "--zone", ZONE)).contains("it will be bounced");
    Shell.Result removed = shell.queue("remove", "1a20922255b000ab2b", id.asString());
    assertThat(removed.output()).isEqualTo(id + ": 2 deliveries removed\n");
    assertThat(removed.errors()).startsWith("1a20922255b000ab2b: ").contains("not in the queue");
    assertThat(removed.exitCode()).isEqualTo(1);
    assertThat(documents().countDocuments()).isZero();
  }

  @Test
  void allThatAFilterFindsIsChangedOnlyWithYes() throws Exception {
    mail.queue(ZONE, "spam@example.com", "a@one.example", "b@two.example");
    QueueId held = mail.queue(ZONE, "spam@example.com", "c@three.example");
    documents()
        .updateOne(
            new Document("id", held.asString()),
            new Document("$set", new Document("assigned", "zonemta-1")));

    assertThat(shell.said("remove", "--sender", "spam@example.com"))
        .isEqualTo(
            "2 deliveries would be removed, 1 that somebody holds left alone; --yes does it\n");
    assertThat(documents().countDocuments()).isEqualTo(3);
    assertThat(shell.said("remove", "--sender", "spam@example.com", "--yes"))
        .isEqualTo("2 deliveries removed, 1 that somebody holds left alone\n");
    assertThat(documents().countDocuments()).isEqualTo(1);

    assertThat(shell.said("instances")).contains("zonemta-1");
    assertThat(shell.said("take-over", "zonemta-1")).contains("1 delivery of zonemta-1 would");
    assertThat(shell.said("take-over", "zonemta-1", "--yes")).contains("taken over");
    assertThat(shell.said("remove", "--sender", "spam@example.com", "--yes"))
        .isEqualTo("1 delivery removed\n");
  }

  @Test
  void whatKilledNodesHeldIsGivenBackWithoutAServer() throws Exception {
    mail.queue(ZONE, SENDER, "a@one.example", "b@two.example");
    Document lease = new Document("owner", "wildduck-james-lost").append("token", "t");
    hold("a@one.example", lease.append("until", Date.from(Instant.now().plusSeconds(3600))));

    Shell.Result refused = shell.queue("release", "--yes");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors())
        .startsWith("james-wildduck: 1 delivery held until ")
        .contains("by wildduck-james-lost");
    hold("a@one.example", lease.append("until", Date.from(Instant.now().minusSeconds(1))));
    assertThat(shell.said("release"))
        .isEqualTo(
            "1 delivery of wildduck-james would be given back; when no node runs any more, --yes"
                + " does it\n");
    assertThat(documents().countDocuments(new Document("locked", true))).isEqualTo(1);
    assertThat(shell.said("release", "--yes", "--json"))
        .isEqualTo(
            "{\"instance\":\"wildduck-james\",\"dryRun\":false,\"deliveries\":1,"
                + "\"inQueuesOfJames\":0}\n");
    assertThat(documents().countDocuments(new Document("assigned", "no").append("locked", false)))
        .isEqualTo(2);
    hold("a@one.example", lease.append("until", Date.from(Instant.now().plusSeconds(3600))));
    assertThat(shell.said("release", "--yes", "--force"))
        .isEqualTo("1 delivery of wildduck-james given back\n");
  }

  @Test
  void databaseThatIsAwayIsToldByRelease() throws Exception {
    Path home = Files.createDirectories(folder.resolve("away"));
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(
        home.resolve("conf/wildduck.xml"),
        "<wildduck><mongo><uri>mongodb://127.0.0.1:1/wildduck</uri><timeout>200ms</timeout></mongo>"
            + "<redis><uri>redis://127.0.0.1:1/3</uri></redis></wildduck>");

    Shell.Result away = new Shell(home).queue("release");
    assertThat(away.exitCode()).isEqualTo(4);
    assertThat(away.errors()).contains("127.0.0.1:1");
    Shell.Result nothing = new Shell(folder.resolve("nothing")).queue("release");
    assertThat(nothing.exitCode()).isEqualTo(1);
    assertThat(nothing.errors()).contains("wildduck.xml");
  }

  private static void hold(String recipient, Document lease) {
    documents()
        .updateOne(
            new Document("recipient", recipient),
            new Document(
                "$set",
                new Document("locked", true)
                    .append("lockTime", 1L)
                    .append("assigned", "wildduck-james")
                    .append("lease", lease)));
  }

  @Test
  void zonesAndDomainsArePausedAndResumed() throws Exception {
    mail.queue(ZONE, SENDER, "a@one.example");

    assertThat(shell.said("pause", "zone", ZONE, "--reason", "it looks odd"))
        .isEqualTo("zone quiet is paused\n");
    assertThat(shell.said("list", "--state", "paused"))
        .contains("due, but the zone quiet is paused");
    assertThat(shell.said("pauses")).contains("zone  quiet ").contains("it looks odd");
    assertThat(shell.said("resume", "zone", ZONE)).isEqualTo("zone quiet is resumed\n");
    assertThat(shell.said("pause", "domain", "one.example"))
        .isEqualTo("domain one.example is paused\n");
    assertThat(shell.said("list")).contains("due, but the domain one.example is paused");
    assertThat(shell.said("resume", "domain", "one.example")).contains("is resumed");
    assertThat(shell.said("resume", "domain", "one.example")).contains("was not paused");
  }

  @Test
  void gaugesOfTheQueueAreAmongTheMetrics() throws Exception {
    mail.queue(ZONE, SENDER, "a@one.example");

    await()
        .untilAsserted(
            () ->
                assertThat(metrics())
                    .contains("wildduck_queue_deliveries{state=\"ready\",zone=\"quiet\"} 1")
                    .contains("zonemta_queue_size{type=\"queued\"} 1")
                    .contains("wildduck_queue_readable 1"));
  }

  @Test
  void wrongUsageIsExplained() {
    assertThat(shell.queue().exitCode()).isEqualTo(2);
    assertThat(shell.queue("nonsense").exitCode()).isEqualTo(2);
    assertThat(shell.queue("remove").errors()).contains("either ids or a filter");
    assertThat(shell.queue("defer", "1a20922255b000ab2b").exitCode()).isEqualTo(2);
    Shell.Result refused = shell.queue("list", "--state", "lost");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors()).startsWith("james-wildduck: state is \"lost\": it must be");
    assertThat(shell.said("--help")).contains("take-over").contains("Exit codes:");
  }

  @Test
  void missingServerIsToldWithItsOwnExitCode() {
    Shell.Result nobody =
        shell.queue("zones", "--url", "http://127.0.0.1:" + ServerPorts.free().webadmin());
    assertThat(nobody.exitCode()).isEqualTo(3);
    assertThat(nobody.errors()).contains("no server answers at http://127.0.0.1:");

    Shell.Result nowhere = new Shell(folder).queue("zones");
    assertThat(nowhere.exitCode()).isEqualTo(3);
    assertThat(nowhere.errors()).contains("webadmin.properties").contains("--url");
    assertThat(shell.queue("zones", "--url", "nowhere").errors()).contains("no address: nowhere");
  }

  @Test
  void tokenOfTheEnvironmentIsSent() {
    assertThat(new Shell(server.home(), Map.of("JAMES_WILDDUCK_TOKEN", "any")).said("zones"))
        .contains("ZONE");
  }

  private static String metrics() throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + server.ports().webadmin() + "/metrics"))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static MongoCollection<Document> documents() {
    return server.database().getCollection("zone-queue");
  }
}
