package email.wildduck.james.smtp.auth;

import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.TestRedis;
import email.wildduck.james.core.account.Authenticator;
import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.password.PasswordHashes;
import email.wildduck.james.core.settings.Settings;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.bson.Document;
import org.bson.types.ObjectId;

/** Users in a database of their own, and authenticators that ask it. */
final class TestUsers implements AutoCloseable {
  static final String PASSWORD = "secretpass";

  private final TestMongo mongo = TestMongo.start();
  private final TestRedis redis = TestRedis.start();
  private final PasswordHashes hashes = new PasswordHashes(new SecureRandom());

  ObjectId add(String username, Document fields) {
    ObjectId id = new ObjectId();
    Document user =
        new Document("_id", id)
            .append("username", username)
            .append("unameview", AddressNormalizer.view(username))
            .append("password", hashes.hash(PASSWORD));
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
    return hookOn(mongo.database());
  }

  WildDuckAuthHook hookOn(MongoDatabase users) {
    Settings settings = new Settings(mongo.database(), Clock.systemUTC(), Duration.ofSeconds(10));
    return new WildDuckAuthHook(
        new Authenticator(users, redis.commands(), settings, hashes, Clock.systemUTC()));
  }

  WildDuckAuthHook hookWithoutRedis() {
    Settings settings = new Settings(mongo.database(), Clock.systemUTC(), Duration.ofSeconds(10));
    return new WildDuckAuthHook(
        new Authenticator(
            mongo.database(), redis.brokenCommands(), settings, hashes, Clock.systemUTC()));
  }

  @Override
  public void close() {
    mongo.close();
    redis.close();
  }
}
