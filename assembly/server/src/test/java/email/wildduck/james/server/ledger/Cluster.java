package email.wildduck.james.server.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.password.PasswordHashes;
import email.wildduck.james.embedded.MongoForTest;
import email.wildduck.james.embedded.TestStores;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.redis.EmbeddedRedis;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.server.demo.DemoData;
import email.wildduck.james.server.demo.ServerHome;
import email.wildduck.james.server.demo.ServerPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;

/** Nodes on one queue, the stores, the outside world, and the ledger of what is sent. */
final class Cluster implements AutoCloseable {
  /** The shortest that is allowed; that many nodes are lost here. */
  static final Duration LEASE = Duration.ofSeconds(5);

  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String QUEUE =
      "<queue><lease>5s</lease><pollInterval>200ms</pollInterval>"
          + "<sweepInterval>1s</sweepInterval></queue>";

  /** Retries follow at once, and there are more of them than any test needs. */
  private static final String RETRIES = "\"" + "1s,".repeat(200) + "1s\"";

  private final Path folder;
  private final String configuration;
  private final MongoForTest mongo = TestStores.newMongo();
  private final MongoClient client = MongoClients.create(mongo.uri());
  private final MongoOutage mongoOutage = MongoOutage.of(client, mongo.uri());
  private final EmbeddedRedis redis = EmbeddedRedis.start();
  private final World world = new World();
  private final Ledger ledger = new Ledger();
  private final QueueView queue = new QueueView(database());
  private final SelfSignedCertificate certificate =
      SelfSignedCertificate.create(List.of("localhost"));
  private final List<Node> nodes = new ArrayList<>();
  private final AtomicInteger submitted = new AtomicInteger();

  /**
   * @param folder for the homes of the nodes
   */
  Cluster(Path folder) {
    this(folder, RETRIES, "");
  }

  /**
   * @param retries the times between attempts, as WildDuck stores them
   * @param configuration what all nodes have in {@code wildduck.xml} beside the rest
   */
  Cluster(Path folder, String retries, String configuration) {
    this.folder = folder;
    this.configuration = configuration;
    new DemoData(database(), new PasswordHashes(new SecureRandom()), Clock.systemUTC()).write();
    database()
        .getCollection("settings")
        .insertOne(new Document("key", "const:sender:defer_times").append("value", retries));
  }

  /** A new node, which is not started. */
  Node newNode() throws IOException {
    ServerPorts ports = ServerPorts.free();
    Node node =
        new Node(
            ServerHome.create(
                    Files.createDirectory(folder.resolve("node" + nodes.size())), certificate)
                .listeningOn(ports)
                .storingIn(mongoOutage.uri(), redis.uri())
                .replace(
                    "wildduck.xml",
                    "</mongo>",
                    "<sender>" + mongo.databaseName() + "</sender></mongo>")
                .replace("wildduck.xml", "</wildduck>", QUEUE + configuration + "</wildduck>")
                .replace("mailetcontainer.xml", "<delay>60s</delay>", "<delay>2s</delay>")
                .deliveringTo(world.port()),
            ports);
    nodes.add(node);
    return node;
  }

  MongoDatabase database() {
    return client.getDatabase(mongo.databaseName());
  }

  MongoOutage mongo() {
    return mongoOutage;
  }

  EmbeddedRedis redis() {
    return redis;
  }

  World world() {
    return world;
  }

  Ledger ledger() {
    return ledger;
  }

  QueueView queue() {
    return queue;
  }

  /** As many new recipients of a domain. */
  List<String> recipients(int number, String domain) {
    return Stream.generate(() -> ledger.newRecipient(domain)).limit(number).toList();
  }

  /**
   * Recipients of a message that brings a node to a point, in turns one and three. Those of a
   * message that is accepted at the end of an attempt come one at a time, or other attempts of the
   * node might be in the window.
   */
  List<String> recipientsFor(QueuePoint point, int turn) {
    int number = 1 + turn % 2 * 2;
    return switch (point) {
      case FINISH_DELETED -> recipients(1, "ok.example");
      // one that is new and put off at once has to be written before that
      case DEFER_WRITTEN, LATE_WRITTEN -> recipients(1, "later.example");
      // what comes back is taken, what is new is given
      case TAKE_CHOSEN, TAKE_LEASED -> recipients(number, "later.example");
      case FAIL_WRITTEN,
          REPORT_CLAIMED,
          REPORT_FILE_WRITTEN,
          REPORT_COMMITTED,
          REPORT_OTHERS_DELETED,
          REPORT_QUEUED ->
          IntStream.range(0, number)
              .mapToObj(i -> ledger.newRecipient("never" + i + ".example"))
              .toList();
      default -> recipients(number, "ok.example");
    };
  }

  /** Submits a message to a node, and notes what that says. */
  void submit(Node node, List<String> recipients) {
    boolean sent = false;
    try (SmtpClient session = node.login()) {
      session.command("MAIL FROM:<" + DemoData.ALICE + ">");
      for (String recipient : recipients) {
        int code = session.command("RCPT TO:<" + recipient + ">").code();
        if (code != 250) {
          return;
        }
      }
      sent = true;
      if (session.data(message(recipients)).code() == 250) {
        ledger.accepted(recipients);
      }
    } catch (IOException e) {
      // the node has gone
      if (sent) {
        ledger.unanswered(recipients);
      }
    }
  }

  /** By turns two as mail programs write them, and two whose header the server completes. */
  private byte[] message(List<String> recipients) {
    String header = "From: <" + DemoData.ALICE + ">\r\nSubject: for " + recipients.get(0) + "\r\n";
    String rest =
        submitted.getAndIncrement() / 2 % 2 == 0
            ? "Message-ID: <" + recipients.get(0) + ">\r\nDate: Fri, 27 Nov 2026 10:00:00 +0000\r\n"
            : "";
    return (header + rest + "\r\nHello\r\n").getBytes(US_ASCII);
  }

  /** Waits until nothing is in the queue but for those who are always busy. */
  void awaitSettled() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(queue.without("busy")).isEmpty());
  }

  void assertBalanced() {
    ledger.assertBalanced(world, queue);
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
    world.close();
    mongoOutage.close();
    redis.close();
    client.close();
    mongo.close();
  }
}
