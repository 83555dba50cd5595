package email.wildduck.james.core.account;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import email.wildduck.james.core.error.TemporaryFailureException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * The collection {@code users} of the users database: {@code username}, {@code unameview}, {@code
 * address}, {@code password}, {@code tempPassword}, {@code enabled2fa}, {@code disabled}, {@code
 * suspended}, {@code disabledScopes}. Thread-safe.
 */
final class AccountRepository {
  private static final long MAX_TIME_MS = 3000;
  private static final Bson FIELDS =
      Projections.include(
          "username",
          "address",
          "password",
          "tempPassword",
          "enabled2fa",
          "disabled",
          "suspended",
          "disabledScopes");

  private final MongoCollection<Document> users;

  /**
   * @param database the database with WildDuck's users
   */
  AccountRepository(MongoDatabase database) {
    this.users = database.getCollection("users");
  }

  /**
   * The account a login name means.
   *
   * @throws TemporaryFailureException if MongoDB does not answer
   */
  Optional<Account> find(LoginQuery query) {
    return find(query.filter());
  }

  /**
   * Replaces the stored hash, unless the password was changed meanwhile.
   *
   * @return whether it was replaced
   * @throws TemporaryFailureException if MongoDB does not answer
   */
  boolean replaceHash(ObjectId user, String oldHash, String newHash) {
    Bson unchanged = Filters.and(Filters.eq("_id", user), Filters.eq("password", oldHash));
    try {
      return users
              .withWriteConcern(WriteConcern.MAJORITY)
              .updateOne(unchanged, Updates.set("password", newHash))
              .getModifiedCount()
          > 0;
    } catch (MongoException e) {
      throw new TemporaryFailureException("Cannot replace a password hash in MongoDB", e);
    }
  }

  private Optional<Account> find(Bson filter) {
    try {
      return Optional.ofNullable(
              users
                  .find(filter)
                  .projection(FIELDS)
                  .maxTime(MAX_TIME_MS, TimeUnit.MILLISECONDS)
                  .first())
          .filter(user -> user.get("_id") instanceof ObjectId)
          .map(Account::of);
    } catch (MongoException e) {
      throw new TemporaryFailureException("Cannot look up a user in MongoDB", e);
    }
  }
}
