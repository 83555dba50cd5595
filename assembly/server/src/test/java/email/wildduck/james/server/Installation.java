package email.wildduck.james.server;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * The distribution as an administrator has it: its command, and a server in a process of its own.
 */
final class Installation {
  private static final Path COMMAND =
      Path.of("target/james-wildduck-distribution/james-wildduck/bin/james-wildduck");

  private final boolean isFirst;
  private final MongoForTest mongo;
  private final MongoClient client;
  private final SmtpSink sink = SmtpSink.start();
  private final ServerPorts ports = ServerPorts.free();
  private final SelfSignedCertificate certificate =
      SelfSignedCertificate.create(List.of("localhost"));
  private final ServerHome home;
  private final DemoAccounts accounts;

  Installation(Path folder) {
    this(folder, Optional.empty());
  }

  private Installation(Path folder, Optional<Installation> first) {
    isFirst = first.isEmpty();
    mongo = first.map(other -> other.mongo).orElseGet(TestStores::newMongo);
    client = MongoClients.create(mongo.uri());
    accounts =
        first
            .map(Installation::accounts)
            .orElseGet(
                () ->
                    new DemoData(
                            database(), new PasswordHashes(new SecureRandom()), Clock.systemUTC())
                        .write());
    home =
        ServerHome.create(folder, certificate)
            .listeningOn(ports)
            .storingIn(mongo.uri(), TestStores.redisUri())
            .replace(
                "wildduck.xml", "</mongo>", "<sender>" + mongo.databaseName() + "</sender></mongo>")
            .deliveringTo(sink.port());
  }

  /** A second node on the stores of this one; to be removed before it. */
  Installation secondNode(Path folder) {
    return new Installation(folder, Optional.of(this));
  }

  MongoDatabase database() {
    return client.getDatabase(mongo.databaseName());
  }

  /** What a command printed and how it ended. */
  record Result(int exitCode, String output) {}

  /** Runs the command to its end. */
  Result run(String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(COMMAND.toAbsolutePath().toString()));
    line.addAll(Arrays.asList(arguments));
    Path output = Files.createTempFile(home.folder(), "command", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .redirectInput(ProcessBuilder.Redirect.PIPE);
    builder.environment().put("JAMES_WILDDUCK_HOME", home.folder().toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(line + " did not end; it said " + Files.readString(output));
    }
    return new Result(process.exitValue(), Files.readString(output, UTF_8));
  }

  /** Uses another MongoDB. */
  Installation storingIn(String mongoUri) {
    home.replace("wildduck.xml", mongo.uri().replace("&", "&amp;"), mongoUri);
    return this;
  }

  /** Starts the server; the test's stores are embedded ones unless the environment names others. */
  Result start() throws IOException, InterruptedException {
    return run("start", "--demo");
  }

  ServerHome home() {
    return home;
  }

  ServerPorts ports() {
    return ports;
  }

  SmtpSink sink() {
    return sink;
  }

  DemoAccounts accounts() {
    return accounts;
  }

  /** The number of documents in the queue. */
  long queued() {
    return database().getCollection("zone-queue").countDocuments(new Document());
  }

  /** A connection under TLS that has logged in. */
  SmtpClient login() throws IOException {
    SmtpClient connected =
        SmtpClient.connectTls("127.0.0.1", ports.tls(), certificate.trust(), Conversation.silent());
    connected.command("EHLO client.example.net");
    if (connected.authPlain(DemoData.ALICE, DemoData.ALICE_PASSWORD).code() != 235) {
      throw new IOException("the login was refused");
    }
    return connected;
  }

  /** Stops the server and forgets its data. */
  void remove() throws IOException, InterruptedException {
    run("stop");
    sink.close();
    client.close();
    if (isFirst) {
      mongo.close();
    }
  }
}
