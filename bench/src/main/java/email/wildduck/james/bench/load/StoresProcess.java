package email.wildduck.james.bench.load;

import email.wildduck.james.embedded.MongoForTest;
import email.wildduck.james.embedded.TestStores;

/**
 * A new database and a Redis in a process of their own, until its standard input ends. Prints the
 * MongoDB's URI, the name of the database and the URI of the Redis, a line each.
 */
final class StoresProcess {
  private StoresProcess() {}

  public static void main(String[] arguments) throws Exception {
    try (MongoForTest mongo = TestStores.newMongo()) {
      System.out.println(mongo.uri());
      System.out.println(mongo.databaseName());
      System.out.println(TestStores.redisUri());
      System.in.transferTo(System.err);
    }
    // the embedded server is for tests and lives as long as the process
    System.exit(0);
  }
}
