package email.wildduck.james.server.stock;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.password.PasswordHashes;
import email.wildduck.james.embedded.MongoForTest;
import email.wildduck.james.embedded.TestStores;
import email.wildduck.james.embedded.client.Conversation;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import email.wildduck.james.server.demo.DemoAccounts;
import email.wildduck.james.server.demo.DemoData;
import email.wildduck.james.server.demo.ServerHome;
import email.wildduck.james.server.demo.ServerPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A stock James with the drop-in jar and the shipped configuration, on the test's stores, with a
 * sink as the outside world.
 */
final class StockJames implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Where James' own relay is in both samples. */
  static final String RELAY = "<outgoing>outgoing</outgoing>";

  private final MongoForTest mongo = TestStores.newMongo();
  private final MongoClient client = MongoClients.create(mongo.uri());
  private final ServerPorts ports = ServerPorts.free();
  private final SelfSignedCertificate certificate =
      SelfSignedCertificate.create(List.of("localhost"));
  private final SmtpSink sink;
  private final DemoAccounts accounts;
  private final JamesProcess process;

  StockJames(Path folder, SmtpSink sink) throws IOException {
    this(folder, sink, home -> {});
  }

  /**
   * @param changes what is changed in the shipped configuration
   */
  StockJames(Path folder, SmtpSink sink, Consumer<ServerHome> changes) throws IOException {
    this.sink = sink;
    this.accounts =
        new DemoData(database(), new PasswordHashes(new SecureRandom()), Clock.systemUTC()).write();
    changes.accept(install(folder));
    this.process = JamesProcess.start(folder);
  }

  private ServerHome install(Path folder) throws IOException {
    ServerHome home =
        ServerHome.create(folder, Path.of("../../james-conf/extension"), certificate)
            .listeningOn(ports)
            .storingIn(mongo.uri(), TestStores.redisUri())
            .replace(
                "wildduck.xml", "</mongo>", "<sender>" + mongo.databaseName() + "</sender></mongo>")
            .deliveringTo(sink.port())
            .replace("mailetcontainer.xml", RELAY, RELAY + gateway(sink));
    // What the sample configuration of James says for the rest, with everything but SMTP off.
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/stock-james"))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve("conf").resolve(file.getFileName()));
      }
    }
    Path jar = Path.of(System.getProperty("wildduck.dropin"));
    Files.createDirectories(folder.resolve("extensions-jars"));
    Files.copy(jar, folder.resolve("extensions-jars").resolve(jar.getFileName()));
    return home;
  }

  /** For a RemoteDelivery, so that the sink is the outside world. */
  static String gateway(SmtpSink sink) {
    return "<gateway>127.0.0.1</gateway><gatewayPort>" + sink.port() + "</gatewayPort>";
  }

  /** Waits until clients are greeted and administrators are answered. */
  void awaitReady() {
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .failFast(process::assertAlive)
        .until(() -> greets() && healthCheck() != null);
  }

  SmtpClient connectInClear() throws IOException {
    SmtpClient connected = SmtpClient.connect("127.0.0.1", ports.startTls(), Conversation.silent());
    connected.command("EHLO client.example.net");
    return connected;
  }

  SmtpClient connect() throws IOException {
    SmtpClient connected = connectInClear();
    connected.startTls(certificate.trust());
    connected.command("EHLO client.example.net");
    return connected;
  }

  SmtpClient connectTls() throws IOException {
    SmtpClient connected =
        SmtpClient.connectTls("127.0.0.1", ports.tls(), certificate.trust(), Conversation.silent());
    connected.command("EHLO client.example.net");
    return connected;
  }

  /** What webadmin answers to {@code /healthcheck}. */
  String healthCheck() throws IOException, InterruptedException {
    return get("/healthcheck");
  }

  /** What webadmin answers to {@code /metrics}. */
  String metrics() throws IOException, InterruptedException {
    return get("/metrics");
  }

  /** What webadmin tells of the zones of the queue. */
  String zones() throws IOException, InterruptedException {
    return get("/wildduck/queue/zones");
  }

  /** WildDuck's database, the queue's too. */
  MongoDatabase database() {
    return client.getDatabase(mongo.databaseName());
  }

  SmtpSink sink() {
    return sink;
  }

  DemoAccounts accounts() {
    return accounts;
  }

  JamesProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
    sink.close();
    client.close();
    mongo.close();
  }

  private boolean greets() throws IOException {
    connectInClear().close();
    return true;
  }

  private String get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + ports.webadmin() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }
}
