package email.wildduck.james.core.account;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.TestRedis;
import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.password.PasswordHashes;
import email.wildduck.james.core.password.VerifiedPasswords;
import email.wildduck.james.core.settings.Settings;
import io.lettuce.core.api.sync.RedisCommands;
import java.security.SecureRandom;
import java.time.Duration;
import org.bson.Document;
import org.bson.types.ObjectId;

/** A MongoDB and a Redis with users, and an authenticator on them. */
final class AccountStores implements AutoCloseable {
  static final String IP = "192.0.2.10";

  final MutableClock clock = new MutableClock("2026-11-23T15:54:43Z");
  final PasswordHashes hashes = new PasswordHashes(new SecureRandom());

  final VerifiedPasswords verified =
      new VerifiedPasswords(new SecureRandom(), clock, Duration.ofMinutes(10));

  private final TestMongo mongo = TestMongo.start();
  private final TestRedis redis = TestRedis.start();

  final LoginJournal journal = journalOn(mongo.database());

  /** Another journal, which nobody else writes. */
  LoginJournal journalOn(MongoDatabase users) {
    return new LoginJournal(users, new Settings(database(), clock, Duration.ofSeconds(10)), clock);
  }

  MongoDatabase database() {
    return mongo.database();
  }

  MongoCollection<Document> collection(String name) {
    return mongo.database().getCollection(name);
  }

  RedisCommands<String, String> redis() {
    return redis.commands();
  }

  Authenticator authenticator() {
    return authenticator(database(), redis.commands());
  }

  Authenticator authenticatorWithoutRedis() {
    return authenticator(database(), redis.brokenCommands());
  }

  Authenticator authenticatorOn(MongoDatabase users) {
    return authenticator(users, redis.commands());
  }

  /** Stores a user with the password {@code secretpass} and what else is given. */
  ObjectId addUser(String username, Document fields) {
    Document user =
        new Document("_id", new ObjectId())
            .append("username", username)
            .append("unameview", AddressNormalizer.view(username))
            .append("password", hashes.hash("secretpass"));
    user.putAll(fields);
    collection("users").insertOne(user);
    return user.getObjectId("_id");
  }

  void addAddress(String address, ObjectId user) {
    collection("addresses")
        .insertOne(
            new Document("address", address)
                .append("addrview", AddressNormalizer.view(AddressNormalizer.normalize(address)))
                .append("user", user));
  }

  Document user(ObjectId id) {
    return collection("users").find(new Document("_id", id)).first();
  }

  private Authenticator authenticator(MongoDatabase users, RedisCommands<String, String> commands) {
    return new Authenticator(users, commands, journal, hashes, verified, clock);
  }

  @Override
  public void close() {
    mongo.close();
    redis.close();
  }
}
