package email.wildduck.james.core.config;

import com.mongodb.ConnectionString;
import java.util.Optional;

/** A database: by its name on the main connection, or with a connection of its own. */
public final class DatabaseLocation {
  private final Optional<String> uri;
  private final String database;

  private DatabaseLocation(Optional<String> uri, String database) {
    this.uri = uri;
    this.database = database;
  }

  /**
   * @throws IllegalArgumentException when MongoDB does not allow such a name
   */
  static DatabaseLocation ofDatabase(String name) {
    if (!name.matches("[^/\\\\. \"$*<>:|?\\x00]{1,63}")) {
      throw new IllegalArgumentException(
          "it must be the name of a database, or a mongodb:// connection string");
    }
    return new DatabaseLocation(Optional.empty(), name);
  }

  static DatabaseLocation ofUri(String uri) {
    return new DatabaseLocation(Optional.of(uri), new ConnectionString(uri).getDatabase());
  }

  /** The connection string, when it is not the main one. */
  public Optional<String> uri() {
    return uri;
  }

  /** The name of the database. */
  public String database() {
    return database;
  }
}
