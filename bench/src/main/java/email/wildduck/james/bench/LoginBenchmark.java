package email.wildduck.james.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.account.AuthenticationOutcome;
import email.wildduck.james.core.account.Authenticator;
import email.wildduck.james.core.account.LoginAttempt;
import email.wildduck.james.core.account.LoginJournal;
import email.wildduck.james.core.account.LoginJournalWriter;
import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.password.PasswordHashes;
import email.wildduck.james.core.password.VerifiedPasswords;
import email.wildduck.james.core.settings.Settings;
import email.wildduck.james.embedded.EmbeddedStores;
import io.lettuce.core.RedisClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Verifying a password as WildDuck stores it, and the whole login around it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LoginBenchmark {
  private static final String NAME = "alice";
  private static final String PASSWORD = "correct horse";

  private final PasswordHashes hashes = new PasswordHashes(new SecureRandom());
  private final LoginAttempt attempt = LoginAttempt.of(NAME, PASSWORD, "192.0.2.10");
  private String hash;
  private EmbeddedStores stores;
  private MongoClient mongo;
  private RedisClient redis;
  private LoginJournalWriter journalWriter;
  private Authenticator authenticator;
  private Authenticator remembering;

  @Setup
  public void open() {
    hash = hashes.hash(PASSWORD);
    stores = EmbeddedStores.start();
    mongo = MongoClients.create(stores.mongoUri());
    redis = RedisClient.create(stores.redisUri());
    MongoDatabase database = mongo.getDatabase("wildduck");
    database
        .getCollection("users")
        .insertOne(
            new Document("_id", new ObjectId())
                .append("username", NAME)
                .append("unameview", AddressNormalizer.view(NAME))
                .append("password", hash));
    Clock clock = Clock.systemUTC();
    LoginJournal journal =
        new LoginJournal(database, new Settings(database, clock, Duration.ofSeconds(10)), clock);
    journalWriter = LoginJournalWriter.start(journal);
    authenticator = authenticator(database, journal, Duration.ZERO);
    remembering = authenticator(database, journal, Duration.ofHours(1));
  }

  private Authenticator authenticator(
      MongoDatabase database, LoginJournal journal, Duration memory) {
    Clock clock = Clock.systemUTC();
    return new Authenticator(
        database,
        redis.connect().sync(),
        journal,
        hashes,
        new VerifiedPasswords(new SecureRandom(), clock, memory),
        clock);
  }

  @TearDown
  public void close() {
    journalWriter.close();
    redis.shutdown();
    mongo.close();
    stores.close();
  }

  @Benchmark
  public boolean passwordVerification() {
    return hashes.matches(PASSWORD, hash);
  }

  /** The first login of a client, or every one when nothing is remembered. */
  @Benchmark
  public AuthenticationOutcome login() {
    return accepted(authenticator);
  }

  /** Every further login with the same password. */
  @Benchmark
  public AuthenticationOutcome returningLogin() {
    return accepted(remembering);
  }

  private AuthenticationOutcome accepted(Authenticator by) {
    AuthenticationOutcome outcome = by.authenticate(attempt);
    if (!outcome.isAccepted()) {
      throw new IllegalStateException("refused");
    }
    return outcome;
  }
}
