package email.wildduck.james.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import email.wildduck.james.core.password.PasswordHashes;
import email.wildduck.james.server.demo.DemoData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * A MongoDB and a Redis for one side: those that the tests run on, when they are named, or embedded
 * ones in a process of their own. There are users in it with passwords and a key for DKIM.
 */
final class Stores implements AutoCloseable {
  /**
   * The embedded ones have no collection while mail of a case is sent: a real store knows none, and
   * in one that copies a backlog all clients wait for half a second.
   */
  private static final String YOUNG = "-Xmn3g";

  private static final String MOST = "-Xmx6g";
  private static final int NO_LIMIT = 1_000_000_000;
  private static final long END_LIMIT_SECONDS = 10;

  private final Process process;
  private final BufferedReader said;
  private final String mongoUri;
  private final String databaseName;
  private final String redisUri;
  private final String dkimKey;

  private Stores(Process process, BufferedReader said) throws IOException {
    this.process = process;
    this.said = said;
    this.mongoUri = line(said);
    this.databaseName = line(said);
    this.redisUri = line(said);
    this.dkimKey = fill();
  }

  private static String line(BufferedReader said) throws IOException {
    return Objects.requireNonNull(said.readLine(), "the stores have ended");
  }

  /** Starts or finds them. */
  static Stores start() throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    YOUNG,
                    MOST,
                    "-cp",
                    ClassPath.own(),
                    StoresProcess.class.getName()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      return new Stores(
          process, new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)));
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Returns the private key of the domain. */
  private String fill() {
    try (MongoClient client = MongoClients.create(mongoUri)) {
      MongoDatabase database = client.getDatabase(databaseName);
      new DemoData(database, new PasswordHashes(new SecureRandom()), Clock.systemUTC()).write();
      database
          .getCollection("users")
          .updateMany(
              new Document(),
              Updates.combine(
                  Updates.set("recipients", NO_LIMIT), Updates.set("uploadSentMessages", false)));
      Document key =
          database.getCollection("dkim").find(new Document("domain", DemoData.DOMAIN)).first();
      return Objects.requireNonNull(key).getString("privateKey");
    }
  }

  /** Has the embedded ones collect their garbage now. */
  void collect() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    String reply;
    do {
      reply = line(said);
    } while (!reply.equals(StoresProcess.COLLECTED));
  }

  String mongoUri() {
    return mongoUri;
  }

  /** The database of users and queue. */
  String databaseName() {
    return databaseName;
  }

  String redisUri() {
    return redisUri;
  }

  /** The private key of {@link DemoData#DOMAIN}, in PEM. */
  String dkimKey() {
    return dkimKey;
  }

  /** The embedded ones; without those that are named by the environment, which run elsewhere. */
  ProcessTree processes() {
    return new ProcessTree(process.toHandle());
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
