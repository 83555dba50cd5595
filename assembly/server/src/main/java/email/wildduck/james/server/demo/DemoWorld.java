package email.wildduck.james.server.demo;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.password.PasswordHashes;
import email.wildduck.james.embedded.EmbeddedStores;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import io.lettuce.core.RedisClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.bson.Document;

/** What the demo's server lives in: stores with data, a sink, a home with configuration. */
public final class DemoWorld implements AutoCloseable {
  private final EmbeddedStores stores = EmbeddedStores.start();
  private final MongoClient mongo = MongoClients.create(stores.mongoUri());
  private final RedisClient redis = RedisClient.create(stores.redisUri());
  private final SmtpSink sink = SmtpSink.builder().startTls("mx.example.net").start();
  private final ServerPorts ports = ServerPorts.preferred(1587, 1465, 8000);
  private final DemoAccounts accounts;
  private final ServerHome home;

  /**
   * Starts everything but the server.
   *
   * @param folder an empty folder for the server's configuration
   */
  public DemoWorld(Path folder) {
    accounts =
        new DemoData(database(), new PasswordHashes(new SecureRandom()), Clock.systemUTC()).write();
    home =
        ServerHome.create(folder, SelfSignedCertificate.create(List.of("localhost")))
            .listeningOn(ports)
            .storingIn(stores.mongoUri(), stores.redisUri())
            .deliveringTo(sink.port());
  }

  /** The server's home. */
  public ServerHome home() {
    return home;
  }

  /** Where the server listens. */
  public ServerPorts ports() {
    return ports;
  }

  /** The outside world. */
  public SmtpSink sink() {
    return sink;
  }

  /** The users that there are. */
  public DemoAccounts accounts() {
    return accounts;
  }

  /** A client that trusts the server's certificate. */
  public SSLContext trust() {
    return home.certificate().trust();
  }

  /** WildDuck's database. */
  public MongoDatabase database() {
    return mongo.getDatabase(new ConnectionString(stores.mongoUri()).getDatabase());
  }

  /** The recipients that the first user has sent to within 24 hours, as WildDuck counts them. */
  public long recipientsSent() {
    try (var connection = redis.connect()) {
      String value = connection.sync().get("wdr:" + accounts.alice().toHexString());
      return value == null ? 0 : Long.parseLong(value);
    }
  }

  /** The newest entry of WildDuck's authentication log. */
  public Document lastLogin() {
    return database().getCollection("authlog").find().sort(new Document("created", -1)).first();
  }

  @Override
  public void close() {
    sink.close();
    redis.shutdown();
    mongo.close();
    stores.close();
  }
}
