package email.wildduck.james.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import email.wildduck.james.embedded.MongoForTest;
import email.wildduck.james.embedded.TestStores;
import java.io.BufferedReader;
import java.io.InputStreamReader;

/**
 * A new database and a Redis in a process of their own, until its standard input ends. Prints the
 * MongoDB's URI, the name of the database and the URI of the Redis, a line each. For each line that
 * it reads it collects its garbage, and prints {@link #COLLECTED} when that is done.
 */
final class StoresProcess {
  static final String COLLECTED = "collected";

  private StoresProcess() {}

  public static void main(String[] arguments) throws Exception {
    try (MongoForTest mongo = TestStores.newMongo()) {
      System.out.println(mongo.uri());
      System.out.println(mongo.databaseName());
      System.out.println(TestStores.redisUri());
      BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      while (asked.readLine() != null) {
        System.gc();
        System.out.println(COLLECTED);
      }
    }
    // the embedded server is for tests and lives as long as the process
    System.exit(0);
  }
}
