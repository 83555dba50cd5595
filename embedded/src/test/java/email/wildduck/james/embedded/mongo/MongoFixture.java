package email.wildduck.james.embedded.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One server for a test class, a new database for each test, and the official driver. */
final class MongoFixture implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

  private EmbeddedMongo server;
  private MongoClient client;
  private MongoDatabase database;

  @Override
  public void beforeAll(ExtensionContext context) {
    server = EmbeddedMongo.start();
    client = MongoClients.create(server.uri());
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    database = client.getDatabase("t" + UUID.randomUUID().toString().replace("-", ""));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    client.close();
    server.close();
  }

  EmbeddedMongo server() {
    return server;
  }

  MongoClient client() {
    return client;
  }

  MongoDatabase database() {
    return database;
  }

  MongoCollection<Document> collection() {
    return database.getCollection("things");
  }
}
