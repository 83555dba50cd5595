package email.wildduck.james.embedded;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import email.wildduck.james.embedded.mongo.EmbeddedMongo;
import java.util.Optional;

/** The one MongoDB that all tests of a JVM use, each in databases of its own. */
final class SharedMongo {

  private final String uri;
  private final boolean embedded;
  private final MongoClient client;

  private SharedMongo(String uri, boolean embedded) {
    this.uri = uri;
    this.embedded = embedded;
    this.client = MongoClients.create(uri);
  }

  /** Takes the given server, or else starts an embedded one that lives as long as the JVM. */
  static SharedMongo open(Optional<String> configured) {
    if (configured.isPresent()) {
      return new SharedMongo(configured.get(), false);
    }
    EmbeddedMongo mongo = EmbeddedMongo.start();
    Runtime.getRuntime().addShutdownHook(new Thread(mongo::close, "embedded-mongo-close"));
    return new SharedMongo(mongo.uri(), true);
  }

  boolean isEmbedded() {
    return embedded;
  }

  String uri(String database) {
    return MongoUri.of(uri).withDatabase(database);
  }

  void drop(String database) {
    client.getDatabase(database).drop();
  }
}
