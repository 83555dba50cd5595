package email.wildduck.james.endtoend;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.embedded.MongoForTest;
import email.wildduck.james.embedded.TestStores;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import email.wildduck.james.endtoend.wildduck.WildDuckApi;
import email.wildduck.james.endtoend.wildduck.WildDuckConfiguration;
import email.wildduck.james.endtoend.wildduck.WildDuckProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * A WildDuck and our server on the same MongoDB and Redis, and a sink as the outside world. All
 * tests of a run share one; each makes users of its own.
 */
final class MailSuite implements AutoCloseable {
  private static final String DKIM_SECRET = "a secret for keys";
  private static final Path TARGET = Path.of("target");

  private final MongoForTest mongo = TestStores.newMongo();
  private final MongoClient client = MongoClients.create(mongo.uri());
  private final SelfSignedCertificate certificate =
      SelfSignedCertificate.create(List.of("localhost"));
  private final SmtpSink sink = SmtpSink.start();
  private final WildDuckProcess wildDuck;
  private final SubmissionServer server;

  private MailSuite() throws Exception {
    String accessToken = UUID.randomUUID().toString();
    wildDuck =
        WildDuckProcess.start(
            Path.of(System.getProperty("wildduck.folder")),
            TARGET.resolve("wildduck-run"),
            new WildDuckConfiguration(
                mongo.uri(),
                mongo.databaseName(),
                TestStores.redisUri(),
                DKIM_SECRET,
                accessToken,
                certificate));
    server =
        SubmissionServer.start(
            Files.createTempDirectory(TARGET, "server").toAbsolutePath(),
            mongo,
            certificate,
            DKIM_SECRET,
            sentCopies(wildDuck.ports().api(), accessToken),
            sink.port());
  }

  static MailSuite start() throws Exception {
    return new MailSuite();
  }

  /** The tests save a mail program's own copy before they send, so nothing has to be waited for. */
  private static String sentCopies(int port, String accessToken) {
    return """
    <api><url>http://127.0.0.1:%d</url><accessToken>%s</accessToken></api>
    <sent><skipExisting>true</skipExisting><delay>0s</delay></sent>
    """
        .formatted(port, accessToken);
  }

  WildDuckProcess wildDuck() {
    return wildDuck;
  }

  WildDuckApi api() {
    return wildDuck.api();
  }

  SubmissionServer server() {
    return server;
  }

  SmtpSink sink() {
    return sink;
  }

  /** For what WildDuck's API does not show. */
  MongoDatabase database() {
    return client.getDatabase(mongo.databaseName());
  }

  @Override
  public void close() {
    server.close();
    wildDuck.close();
    sink.close();
    client.close();
    mongo.close();
  }
}
