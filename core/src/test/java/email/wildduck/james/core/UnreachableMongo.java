package email.wildduck.james.core;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.util.concurrent.TimeUnit;

/** A database that never answers: nobody listens at its port. */
public final class UnreachableMongo implements AutoCloseable {
  private final MongoClient client =
      MongoClients.create(
          MongoClientSettings.builder()
              .applyConnectionString(new ConnectionString("mongodb://127.0.0.1:1"))
              .applyToClusterSettings(s -> s.serverSelectionTimeout(50, TimeUnit.MILLISECONDS))
              .build());

  public MongoDatabase database() {
    return client.getDatabase("unreachable");
  }

  @Override
  public void close() {
    client.close();
  }
}
