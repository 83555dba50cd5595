package email.wildduck.james.core.from;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import email.wildduck.james.core.error.TemporaryFailureException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * Finds what there is to know about a user who sends: collection {@code users}, fields {@code _id,
 * username, address, fromWhitelist, recipients, disabled, suspended}. One round trip for all of
 * them. Thread-safe.
 */
public final class SenderAccounts {
  private static final long MAX_SECONDS = 3;
  private static final Bson FIELDS =
      Projections.include(
          "username", "address", "fromWhitelist", "recipients", "disabled", "suspended");

  private final MongoCollection<Document> users;

  /**
   * @param database the users database
   */
  public SenderAccounts(MongoDatabase database) {
    this.users = database.getCollection("users");
  }

  /**
   * The user of that id.
   *
   * @throws TemporaryFailureException when the database does not answer
   */
  public Optional<SenderAccount> find(ObjectId id) {
    try {
      return Optional.ofNullable(
              users
                  .find(Filters.eq("_id", id))
                  .projection(FIELDS)
                  .maxTime(MAX_SECONDS, TimeUnit.SECONDS)
                  .first())
          .map(SenderAccount::of);
    } catch (MongoException e) {
      throw new TemporaryFailureException("user " + id + " could not be read", e);
    }
  }
}
