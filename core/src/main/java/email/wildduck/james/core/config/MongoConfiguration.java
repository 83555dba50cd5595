package email.wildduck.james.core.config;

import com.mongodb.ConnectionString;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code <mongo>}: where WildDuck's data is. The databases are those of WildDuck's {@code dbs}
 * configuration.
 */
public final class MongoConfiguration {
  private static final String URI_FORM =
      "mongodb://[user:password@]host[:port][,host...]/database[?options] or mongodb+srv://...";

  private final String uri;
  private final DatabaseLocation users;
  private final DatabaseLocation gridfs;
  private final DatabaseLocation sender;
  private final Duration timeout;

  private MongoConfiguration(
      String uri,
      DatabaseLocation users,
      DatabaseLocation gridfs,
      DatabaseLocation sender,
      Duration timeout) {
    this.uri = uri;
    this.users = users;
    this.gridfs = gridfs;
    this.sender = sender;
    this.timeout = timeout;
  }

  static MongoConfiguration read(ConfigReader section) {
    ConfigReader reader = section.knowing("uri", "users", "gridfs", "sender", "timeout");
    String uri =
        reader
            .value("uri", MongoConfiguration::connectionString)
            .orElseThrow(() -> reader.missing("uri", URI_FORM));
    String main = Optional.ofNullable(new ConnectionString(uri).getDatabase()).orElseThrow();
    MongoConfiguration configuration =
        new MongoConfiguration(
            uri,
            location(reader, "users", main),
            location(reader, "gridfs", main),
            location(reader, "sender", "zone-mta"),
            reader.duration("timeout", Duration.ofSeconds(3)));
    return configuration;
  }

  private static DatabaseLocation location(
      ConfigReader reader, String name, String defaultDatabase) {
    return reader
        .value(
            name,
            text ->
                text.matches("mongodb(\\+srv)?://.*")
                    ? DatabaseLocation.ofUri(connectionString(text))
                    : DatabaseLocation.ofDatabase(text))
        .orElseGet(() -> DatabaseLocation.ofDatabase(defaultDatabase));
  }

  private static String connectionString(String text) {
    try {
      if (new ConnectionString(text).getDatabase() != null) {
        return text;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("it must be " + URI_FORM, e);
    }
    throw new IllegalArgumentException("it names no database; it must be " + URI_FORM);
  }

  /** {@code uri}: the connection string, with the main database in it. */
  public String uri() {
    return uri;
  }

  /** {@code users}: users, addresses, asps, authlog. Default: the main database. */
  public DatabaseLocation users() {
    return users;
  }

  /** {@code gridfs}: attachments and audits. Default: the main database. */
  public DatabaseLocation gridfs() {
    return gridfs;
  }

  /** {@code sender}: the queue. Default: {@code zone-mta} on the main connection. */
  public DatabaseLocation sender() {
    return sender;
  }

  /** {@code timeout}: the longest wait for a server, a connection or an answer. Default: 3 s. */
  public Duration timeout() {
    return timeout;
  }
}
