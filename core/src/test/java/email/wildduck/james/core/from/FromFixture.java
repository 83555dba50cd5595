package email.wildduck.james.core.from;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.address.AddressResolver;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.embedded.MongoForTest;
import email.wildduck.james.embedded.TestStores;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The users and addresses of the vectors in a database, and messages as text. */
final class FromFixture implements AutoCloseable {
  static final String FILE = "from-rewrite.json";

  private final MongoForTest mongo = TestStores.newMongo();
  private final AtomicInteger queries = new AtomicInteger();
  private final MongoClient client;
  private final OwnedAddresses owned;

  FromFixture() {
    client =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(mongo.uri()))
                .addCommandListener(new FindCounter(queries))
                .build());
    MongoDatabase users = client.getDatabase(mongo.databaseName());
    for (String collection : new String[] {"addresses", "domainaliases"}) {
      Vectors.cases(FILE, collection)
          .map(Vectors::document)
          .forEach(users.getCollection(collection)::insertOne);
    }
    owned =
        new OwnedAddresses(
            new AddressResolver(
                users.getCollection("addresses"), users.getCollection("domainaliases")));
  }

  OwnedAddresses owned() {
    return owned;
  }

  FromEnforcement enforcement() {
    return new FromEnforcement(owned);
  }

  /** How often the database has been asked since the last call. */
  int queries() {
    return queries.getAndSet(0);
  }

  static Optional<SenderAccount> findAccount(String username) {
    return Vectors.cases(FILE, "users")
        .map(Vectors::document)
        .filter(user -> username.equals(user.getString("username")))
        .findFirst()
        .map(SenderAccount::of);
  }

  static SenderAccount account(String username) {
    return findAccount(username).orElseThrow();
  }

  static RawMessage message(String header) {
    return message((header + "\r\n\r\nbody\r\n").getBytes(UTF_8));
  }

  static RawMessage message(byte[] bytes) {
    try {
      return RawMessage.parse(ByteSource.of(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(RawMessage message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      message.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The header as it stands, without the line end of its last line. */
  static String header(RawMessage message) {
    String text = new String(bytes(message), ISO_8859_1);
    return new String(text.substring(0, text.indexOf("\r\n\r\n")).getBytes(ISO_8859_1), UTF_8);
  }

  @Override
  public void close() {
    client.close();
    mongo.close();
  }

  private record FindCounter(AtomicInteger count) implements CommandListener {
    @Override
    public void commandStarted(CommandStartedEvent event) {
      if (event.getCommandName().equals("find")) {
        count.incrementAndGet();
      }
    }
  }
}
