package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.MongoServer;
import java.time.Clock;
import java.time.Duration;

/**
 * A MongoDB server in this JVM, on 127.0.0.1. See the package description for what it can do; all
 * data is gone when it is closed.
 */
public final class EmbeddedMongo implements AutoCloseable {

  /** As mongod: expired documents go once a minute. */
  private static final Duration TTL_INTERVAL = Duration.ofSeconds(60);

  private static final String HOST = "127.0.0.1";

  private final MongoServer server;
  private final TtlSweeper sweeper;
  private final int port;

  private EmbeddedMongo(MongoServer server, TtlSweeper sweeper) {
    this.server = server;
    this.sweeper = sweeper;
    this.port = server.getLocalAddress().getPort();
  }

  /** Starts a server on a port that the system chooses. */
  public static EmbeddedMongo start() {
    return start(0);
  }

  /**
   * Starts a server.
   *
   * @param port 0 for one that the system chooses
   * @throws RuntimeException if the port cannot be bound
   */
  public static EmbeddedMongo start(int port) {
    return start(port, Clock.systemUTC(), TTL_INTERVAL);
  }

  static EmbeddedMongo start(int port, Clock clock, Duration ttlInterval) {
    EmbeddedBackend backend = new EmbeddedBackend(clock);
    MongoServer server = new MongoServer(backend);
    server.bind(HOST, port);
    return new EmbeddedMongo(server, TtlSweeper.start(backend, ttlInterval));
  }

  public int port() {
    return port;
  }

  /** A connection string with the database "wildduck" as its default. */
  public String uri() {
    return uri("wildduck");
  }

  /** A connection string with the given default database. */
  public String uri(String database) {
    return "mongodb://" + HOST + ":" + port + "/" + database;
  }

  /** Disconnects all clients and forgets all data. */
  @Override
  public void close() {
    sweeper.close();
    server.shutdownNow();
  }
}
