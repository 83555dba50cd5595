package email.wildduck.james.server;

import com.google.inject.Module;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.password.PasswordHashes;
import email.wildduck.james.embedded.MongoForTest;
import email.wildduck.james.embedded.TestStores;
import email.wildduck.james.embedded.client.Conversation;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.sink.SmtpSinkBuilder;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import email.wildduck.james.server.demo.DemoAccounts;
import email.wildduck.james.server.demo.DemoData;
import email.wildduck.james.server.demo.ServerHome;
import email.wildduck.james.server.demo.ServerPorts;
import email.wildduck.james.smtp.port.IpAddress;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.apache.james.GuiceJamesServer;

/** The whole server in this process, on the test's stores, with a sink as the outside world. */
final class TestServer implements AutoCloseable {
  private final MongoForTest mongo = TestStores.newMongo();
  private final MongoClient client = MongoClients.create(mongo.uri());
  private final ServerPorts ports = ServerPorts.free();
  private final SelfSignedCertificate certificate =
      SelfSignedCertificate.create(List.of("localhost"));
  private final SmtpSink sink;
  private final DemoAccounts accounts;
  private final ServerHome home;
  private final GuiceJamesServer server;

  private TestServer(
      Path folder, SmtpSink sink, UnaryOperator<ServerHome> configuration, Module addition) {
    this.sink = sink;
    this.accounts =
        new DemoData(database(), new PasswordHashes(new SecureRandom()), Clock.systemUTC()).write();
    this.home =
        configuration.apply(
            ServerHome.create(folder, certificate)
                .listeningOn(ports)
                .storingIn(mongo.uri(), TestStores.redisUri())
                .replace(
                    "wildduck.xml",
                    "</mongo>",
                    "<sender>" + mongo.databaseName() + "</sender></mongo>")
                .deliveringTo(sink.port()));
    System.setProperty("james.exit.on.startup.error", "false");
    this.server = WildDuckServer.onEmbeddedStores(home.folder()).combineWith(addition);
  }

  static TestServer start(Path folder) throws Exception {
    return start(folder, SmtpSink.builder());
  }

  static TestServer start(Path folder, SmtpSinkBuilder sink) throws Exception {
    return start(folder, sink, UnaryOperator.identity());
  }

  /** With changes to the configuration that is shipped. */
  static TestServer start(
      Path folder, SmtpSinkBuilder sink, UnaryOperator<ServerHome> configuration) throws Exception {
    return start(folder, sink, configuration, binder -> {});
  }

  /** With further bindings too. */
  static TestServer start(
      Path folder, SmtpSinkBuilder sink, UnaryOperator<ServerHome> configuration, Module addition)
      throws Exception {
    TestServer server = new TestServer(folder, sink.start(), configuration, addition);
    server.server.start();
    return server;
  }

  /** A server with changes in its configuration. */
  static TestServer configured(Path folder, Consumer<ServerHome> configuration) throws Exception {
    return start(
        folder,
        SmtpSink.builder(),
        home -> {
          configuration.accept(home);
          return home;
        });
  }

  /** A client that connects from another address of the loopback network, and says nothing yet. */
  SmtpClient connectFrom(String address) throws IOException {
    return connectFrom(address, "127.0.0.1", ports.startTls());
  }

  static SmtpClient connectFrom(String address, String host, int port) throws IOException {
    return SmtpClient.over(
        new Socket(
            IpAddress.parse(host).orElseThrow(), port, IpAddress.parse(address).orElseThrow(), 0),
        Conversation.silent());
  }

  MongoDatabase database() {
    return client.getDatabase(mongo.databaseName());
  }

  /** The folder with {@code conf/}. */
  Path home() {
    return home.folder();
  }

  SmtpSink sink() {
    return sink;
  }

  DemoAccounts accounts() {
    return accounts;
  }

  ServerPorts ports() {
    return ports;
  }

  /** A client that trusts the server's certificate and nothing else. */
  SSLContext trust() {
    return certificate.trust();
  }

  SmtpClient connect() throws IOException {
    SmtpClient connected = SmtpClient.connect("127.0.0.1", ports.startTls(), Conversation.silent());
    connected.command("EHLO client.example.net");
    connected.startTls(trust());
    connected.command("EHLO client.example.net");
    return connected;
  }

  SmtpClient connectTls() throws IOException {
    SmtpClient connected =
        SmtpClient.connectTls("127.0.0.1", ports.tls(), trust(), Conversation.silent());
    connected.command("EHLO client.example.net");
    return connected;
  }

  /** The certificate of the ports themselves. */
  SelfSignedCertificate certificate() {
    return certificate;
  }

  void stop() {
    server.stop();
  }

  @Override
  public void close() {
    server.stop();
    sink.close();
    client.close();
    mongo.close();
  }
}
