package email.wildduck.james.server.ledger;

import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.embedded.TestStores;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.bson.Document;

/**
 * A MongoDB that can be away for the nodes, and come back with its data: the embedded one behind a
 * gate that is shut; of a real one, the primary steps down.
 */
interface MongoOutage extends AutoCloseable {

  /** For the nodes. */
  String uri();

  /** It is away from now on. */
  void begin();

  /** Returns when it is back. */
  void end();

  @Override
  void close();

  /** That of the MongoDB that the tests run on. */
  static MongoOutage of(MongoClient client, String uri) {
    return TestStores.isMongoEmbedded() ? new ShutGate(uri) : new StepDown(client, uri);
  }

  /** The server goes on, but nobody can reach it. */
  final class ShutGate implements MongoOutage {
    private final String uri;
    private final Gate gate;

    ShutGate(String uri) {
      String host = new ConnectionString(uri).getHosts().get(0);
      int colon = host.lastIndexOf(':');
      this.gate =
          new Gate(
              new InetSocketAddress(
                  host.substring(0, colon), Integer.parseInt(host.substring(colon + 1))));
      this.uri = uri.replace(host, "127.0.0.1:" + gate.port());
    }

    @Override
    public String uri() {
      return uri;
    }

    @Override
    public void begin() {
      gate.shut();
    }

    @Override
    public void end() {
      gate.open();
    }

    @Override
    public void close() {
      gate.close();
    }
  }

  /** There is no primary for some seconds, or another one. */
  final class StepDown implements MongoOutage {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final MongoDatabase admin;
    private final String uri;

    StepDown(MongoClient client, String uri) {
      this.admin = client.getDatabase("admin");
      this.uri = uri;
    }

    @Override
    public String uri() {
      return uri;
    }

    @Override
    public void begin() {
      try {
        admin.runCommand(new Document("replSetStepDown", 10).append("force", true));
      } catch (MongoException e) {
        // older versions close the connection instead of a reply
      }
    }

    @Override
    public void end() {
      await()
          .atMost(LIMIT)
          .ignoreException(MongoException.class)
          .until(
              () ->
                  admin
                      .runCommand(new Document("hello", 1))
                      .getBoolean("isWritablePrimary", false));
    }

    @Override
    public void close() {}
  }
}
