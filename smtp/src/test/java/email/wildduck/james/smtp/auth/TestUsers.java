package email.wildduck.james.smtp.auth;

import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.TestRedis;
import email.wildduck.james.core.account.Authenticator;
import email.wildduck.james.core.account.LoginJournal;
import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.password.PasswordHashes;
import email.wildduck.james.core.password.VerifiedPasswords;
import email.wildduck.james.core.settings.Settings;
import email.wildduck.james.smtp.reply.Refusals;
import io.lettuce.core.api.sync.RedisCommands;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.bson.Document;
import org.bson.types.ObjectId;

/** Users in a database of their own, and what checks their passwords there. */
final class TestUsers implements AutoCloseable {
  static final String PASSWORD = "secretpass";
  static final int MAX_FAILURES = 3;

  final PrometheusRegistry registry = new PrometheusRegistry();

  private final TestMongo mongo = TestMongo.start();
  private final TestRedis redis = TestRedis.start();
  private final PasswordHashes hashes = new PasswordHashes(new SecureRandom());

  ObjectId add(String username, Document fields) {
    return add(username, PASSWORD, fields);
  }

  ObjectId add(String username, String password, Document fields) {
    ObjectId id = new ObjectId();
    Document user =
        new Document("_id", id)
            .append("username", username)
            .append("unameview", AddressNormalizer.view(username))
            .append("password", hashes.hash(password));
    user.putAll(fields);
    mongo.database().getCollection("users").insertOne(user);
    return id;
  }

  void addAddress(String address, ObjectId user) {
    mongo
        .database()
        .getCollection("addresses")
        .insertOne(
            new Document("address", address)
                .append("addrview", AddressNormalizer.view(AddressNormalizer.normalize(address)))
                .append("user", user));
  }

  WildDuckAuthHook hook() {
    return hook(mongo.database(), redis.commands());
  }

  WildDuckAuthHook hookOn(MongoDatabase users) {
    return hook(users, redis.commands());
  }

  WildDuckAuthHook hookWithoutRedis() {
    return hook(mongo.database(), redis.brokenCommands());
  }

  /** The command and, for each object of this class, one registry: to be called once. */
  AuthCommand command() {
    Refusals refusals = new Refusals(registry);
    return new AuthCommand(
        new SessionLogin(
            authenticator(mongo.database(), redis.commands()), new LoginMetrics(registry)),
        new AuthFailures(refusals, MAX_FAILURES),
        refusals);
  }

  private WildDuckAuthHook hook(MongoDatabase users, RedisCommands<String, String> commands) {
    PrometheusRegistry own = new PrometheusRegistry();
    return new WildDuckAuthHook(
        new SessionLogin(authenticator(users, commands), new LoginMetrics(own)),
        new AuthFailures(new Refusals(own), MAX_FAILURES));
  }

  private Authenticator authenticator(MongoDatabase users, RedisCommands<String, String> commands) {
    Clock clock = Clock.systemUTC();
    return new Authenticator(
        users,
        commands,
        new LoginJournal(
            users, new Settings(mongo.database(), clock, Duration.ofSeconds(10)), clock),
        hashes,
        new VerifiedPasswords(new SecureRandom(), clock, Duration.ZERO),
        clock);
  }

  @Override
  public void close() {
    mongo.close();
    redis.close();
  }
}
