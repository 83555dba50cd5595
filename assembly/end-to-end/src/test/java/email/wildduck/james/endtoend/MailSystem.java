package email.wildduck.james.endtoend;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.embedded.MongoForTest;
import email.wildduck.james.embedded.TestStores;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import email.wildduck.james.embedded.zonemta.ZoneMtaProcess;
import email.wildduck.james.endtoend.wildduck.WildDuckApi;
import email.wildduck.james.endtoend.wildduck.WildDuckConfiguration;
import email.wildduck.james.endtoend.wildduck.WildDuckProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * A WildDuck on a MongoDB and a Redis, and the outside world. Nothing delivers mail in it but what
 * is started beside it: our server, a ZoneMTA, or both.
 */
final class MailSystem implements AutoCloseable {
  private static final String DKIM_SECRET = "a secret for keys";
  private static final Path INSTALLED = Path.of(System.getProperty("wildduck.folder"));
  private static final Path TARGET = Path.of("target");

  private final MongoForTest mongo = TestStores.newMongo();
  private final MongoClient client = MongoClients.create(mongo.uri());
  private final SelfSignedCertificate certificate =
      SelfSignedCertificate.create(List.of("localhost"));
  private final OutsideWorld outside = new OutsideWorld();
  private final String accessToken = UUID.randomUUID().toString();
  private final Path folder;
  private final WildDuckProcess wildDuck;

  private MailSystem(String name) throws IOException {
    folder = TARGET.resolve(name);
    wildDuck =
        WildDuckProcess.start(
            INSTALLED,
            folder,
            new WildDuckConfiguration(
                mongo.uri(),
                mongo.databaseName(),
                TestStores.redisUri(),
                DKIM_SECRET,
                accessToken,
                certificate));
  }

  /**
   * Starts WildDuck.
   *
   * @param name of the folder for configurations and logs
   */
  static MailSystem start(String name) throws IOException {
    return new MailSystem(name);
  }

  /** A new home for a server of ours. */
  ServerInstallation installServer() throws IOException {
    return installServer("");
  }

  /**
   * A new home for a server of ours.
   *
   * @param sections more sections of {@code wildduck.xml}
   */
  ServerInstallation installServer(String sections) throws IOException {
    return new ServerInstallation(
        Files.createTempDirectory(TARGET, "server").toAbsolutePath(),
        certificate,
        mongo.uri(),
        mongo.databaseName(),
        TestStores.redisUri(),
        DKIM_SECRET,
        sentCopies() + sections,
        outside.port());
  }

  /** The tests save a mail program's own copy before they send, so nothing has to be waited for. */
  private String sentCopies() {
    return """
    <api><url>http://127.0.0.1:%d</url><accessToken>%s</accessToken></api>
    <sent><skipExisting>true</skipExisting><delay>0s</delay></sent>
    """
        .formatted(wildDuck.ports().api(), accessToken);
  }

  /** A ZoneMTA that delivers what is in the queue. */
  ZoneMtaProcess startZoneMta(String instance) throws IOException {
    return startZoneMta(zoneMta(instance));
  }

  /** Any ZoneMTA. */
  ZoneMtaProcess startZoneMta(ZoneMtaConfiguration configuration) throws IOException {
    return ZoneMtaProcess.start(INSTALLED, folder, configuration);
  }

  /** What a ZoneMTA is told that delivers what is in the queue. */
  ZoneMtaConfiguration zoneMta(String instance) {
    return new ZoneMtaConfiguration(
        mongo.uri(), mongo.databaseName(), TestStores.redisUri(), instance, outside.port(), true);
  }

  WildDuckProcess wildDuck() {
    return wildDuck;
  }

  WildDuckApi api() {
    return wildDuck.api();
  }

  OutsideWorld outside() {
    return outside;
  }

  /** For what WildDuck's API does not show. */
  MongoDatabase database() {
    return client.getDatabase(mongo.databaseName());
  }

  @Override
  public void close() {
    wildDuck.close();
    outside.close();
    client.close();
    mongo.close();
  }
}
