package email.wildduck.james.endtoend;

import email.wildduck.james.embedded.MongoForTest;
import email.wildduck.james.embedded.TestStores;
import email.wildduck.james.embedded.client.Conversation;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import email.wildduck.james.server.WildDuckServer;
import email.wildduck.james.server.demo.ServerHome;
import email.wildduck.james.server.demo.ServerPorts;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.james.GuiceJamesServer;

/** Our server, with the configuration that is shipped, in this process. */
final class SubmissionServer implements AutoCloseable {
  private final ServerPorts ports = ServerPorts.free();
  private final SelfSignedCertificate certificate;
  private final GuiceJamesServer server;

  private SubmissionServer(
      Path folder,
      MongoForTest mongo,
      SelfSignedCertificate certificate,
      String dkimSecret,
      String sections,
      int sinkPort) {
    this.certificate = certificate;
    ServerHome home =
        ServerHome.create(folder, certificate)
            .listeningOn(ports)
            .storingIn(mongo.uri(), TestStores.redisUri())
            .replace(
                "wildduck.xml", "</mongo>", "<sender>" + mongo.databaseName() + "</sender></mongo>")
            .replace("wildduck.xml", "</dkim>", "<secret>" + dkimSecret + "</secret></dkim>")
            .replace("wildduck.xml", "</wildduck>", sections + "</wildduck>")
            .deliveringTo(sinkPort);
    System.setProperty("james.exit.on.startup.error", "false");
    this.server = WildDuckServer.onEmbeddedStores(home.folder());
  }

  /**
   * @param folder an empty one
   * @param dkimSecret what WildDuck encrypts keys with
   * @param sections more sections of {@code wildduck.xml}
   * @param sinkPort where the outside world listens
   */
  static SubmissionServer start(
      Path folder,
      MongoForTest mongo,
      SelfSignedCertificate certificate,
      String dkimSecret,
      String sections,
      int sinkPort)
      throws Exception {
    SubmissionServer started =
        new SubmissionServer(folder, mongo, certificate, dkimSecret, sections, sinkPort);
    started.server.start();
    return started;
  }

  /** A mail program that writes mail, under TLS, not logged in yet. */
  SmtpClient connect() throws IOException {
    SmtpClient connected =
        SmtpClient.connectTls("127.0.0.1", ports.tls(), certificate.trust(), Conversation.silent());
    connected.command("EHLO client.example.net");
    return connected;
  }

  /** Connects and tries to log in; the reply's code. */
  int login(String name, String password) throws IOException {
    try (SmtpClient client = connect()) {
      return client.authPlain(name, password).code();
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
