package email.wildduck.james.core;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.embedded.MongoForTest;
import email.wildduck.james.embedded.TestStores;

/** An open database that one test has for itself. */
public final class TestMongo implements AutoCloseable {
  private final MongoForTest mongo = TestStores.newMongo();
  private final MongoClient client = MongoClients.create(mongo.uri());

  private TestMongo() {}

  public static TestMongo start() {
    return new TestMongo();
  }

  public MongoDatabase database() {
    return client.getDatabase(mongo.databaseName());
  }

  @Override
  public void close() {
    client.close();
    mongo.close();
  }
}
