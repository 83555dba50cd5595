package email.wildduck.james.core;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import org.bson.types.ObjectId;

/**
 * A database of its own on the MongoDB named by {@code WILDDUCK_TEST_MONGO_URI}, by default on a
 * server in this process.
 */
public final class TestMongo implements AutoCloseable {
  private final MongoServer server;
  private final MongoClient client;
  private final MongoDatabase database;

  private TestMongo(MongoServer server, String uri) {
    this.server = server;
    this.client = MongoClients.create(uri);
    this.database = client.getDatabase("test_" + new ObjectId().toHexString());
  }

  public static TestMongo start() {
    String uri = System.getenv("WILDDUCK_TEST_MONGO_URI");
    if (uri != null && !uri.isEmpty()) {
      return new TestMongo(null, uri);
    }
    MongoServer server = new MongoServer(new MemoryBackend());
    return new TestMongo(server, server.bindAndGetConnectionString());
  }

  public MongoDatabase database() {
    return database;
  }

  @Override
  public void close() {
    database.drop();
    client.close();
    if (server != null) {
      server.shutdownNow();
    }
  }
}
