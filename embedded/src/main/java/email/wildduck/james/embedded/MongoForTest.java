package email.wildduck.james.embedded;

/** A database that one test has for itself. Closing it drops the database. */
public final class MongoForTest implements AutoCloseable {

  private final SharedMongo server;
  private final String databaseName;

  MongoForTest(SharedMongo server, String databaseName) {
    this.server = server;
    this.databaseName = databaseName;
  }

  /** A connection string with {@link #databaseName} as its default database. */
  public String uri() {
    return server.uri(databaseName);
  }

  public String databaseName() {
    return databaseName;
  }

  @Override
  public void close() {
    server.drop(databaseName);
  }
}
